#!/usr/bin/env bash
# govmomi 0.24.2 (Debian 12): a time without a zone, and midnight as 24:00:00, are errors.
#
# Expected: both are values of xsd:dateTime (XML Schema part 2, 3.2.7). pyVmomi and rbvmomi read them.
# Seen: the answer that has one cannot be read, whatever else is in it: "cannot parse \"\" as \"Z07:00\"" and "hour out of range". A server has to write the zone and
#       00:00:00 of the next day.
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

func read(text string) error {
	var user types.UserSession
	reader := xml.NewDecoder(strings.NewReader("<s><key>k</key><userName>u</userName><fullName>u</fullName><loginTime>" + text + "</loginTime></s>"))
	reader.TypeFunc = types.TypeFunc()
	err := reader.Decode(&user)
	fmt.Printf("%s: %v\n", text, err)
	return err
}

func main() {
	good, zone, midnight := read("2026-11-29T15:00:00.5+05:30"), read("2026-11-29T15:00:00"), read("2026-11-29T24:00:00Z")
	if good != nil || zone == nil || !strings.Contains(zone.Error(), "Z07:00") || midnight == nil || !strings.Contains(midnight.Error(), "hour out of range") {
		os.Exit(1)
	}
}
GO
(cd probe && GO111MODULE=off GOCACHE=$folder/cache GOPATH=$folder/root/usr/share/gocode go run .)
echo "as described"
