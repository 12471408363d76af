#!/usr/bin/env bash
# govmomi 0.24.2 (Debian 12): a Go slice in a member that holds one value of any type is written as that member several times.
#
# Expected: an ArrayOfString with its items, or an error, as pyVmomi and rbvmomi give one.
# Seen: OptionValue{Value: []string{"a", "b"}} is written as <value …>a</value><value …>b</value>, two values where the declaration has one, and an empty slice as no value at
#       all. There is no error. types.ArrayOfString{…} is written correctly.
set -euo pipefail
command -v go >/dev/null || { echo "needs Debian's golang-go"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download golang-github-vmware-govmomi-dev=0.24.2-3
dpkg -x golang-github-vmware-govmomi-dev_*.deb root
ls ./*.deb
mkdir probe
cat >probe/main.go <<'GO'
package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

func write(value interface{}) string {
	var written bytes.Buffer
	if err := xml.NewEncoder(&written).Encode(types.OptionValue{Key: "k", Value: value}); err != nil {
		return err.Error()
	}
	fmt.Printf("%#v\n  %s\n", value, written.String())
	return written.String()
}

func main() {
	two, none, array := write([]string{"a", "b"}), write([]string{}), write(types.ArrayOfString{String: []string{"a", "b"}})
	if strings.Count(two, "<value ") != 2 || strings.Contains(none, "<value") || !strings.Contains(array, "><string>a</string><string>b</string></value>") {
		os.Exit(1)
	}
}
GO
(cd probe && GO111MODULE=off GOCACHE=$folder/cache GOPATH=$folder/root/usr/share/gocode go run .)
echo "as described"
