#!/usr/bin/env bash
# govmomi 0.24.2 (Debian 12): a value of a simple type that its table does not have is nil, without an error.
#
# Expected: xsd:anyURI is read as a text (pyVmomi reads it as its URI); of a type that is not known the caller is told.
# Seen: the Value of an OptionValue of xsd:anyURI, xsd:decimal or xsd:integer is nil, as if the server had sent none, and Decode returns no error.
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
	"fmt"
	"os"
	"strings"

	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

func main() {
	for kind, expected := range map[string]string{"string": "5", "anyURI": "<nil>", "decimal": "<nil>", "integer": "<nil>"} {
		var option types.OptionValue
		reader := xml.NewDecoder(strings.NewReader(fmt.Sprintf(
			`<o xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><key>k</key><value xsi:type="xsd:%s">5</value></o>`, kind)))
		reader.TypeFunc = types.TypeFunc()
		err := reader.Decode(&option)
		fmt.Printf("xsd:%s is read as %v, error %v\n", kind, option.Value, err)
		if err != nil || fmt.Sprint(option.Value) != expected {
			os.Exit(1)
		}
	}
}
GO
(cd probe && GO111MODULE=off GOCACHE=$folder/cache GOPATH=$folder/root/usr/share/gocode go run .)
echo "as described"
