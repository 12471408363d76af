#!/usr/bin/env bash
# govmomi 0.24.2 (Debian 12): xsd:base64Binary is neither decoded nor encoded, and an array of bytes is an array of characters.
#
# Expected: the value "AQID" of xsd:base64Binary (XML Schema part 2, 3.2.16) is the three bytes 1, 2, 3, and these are written as "AQID". The item
#           <byte>1</byte> of ArrayOfByte is the number 1.
# Seen: it is the four bytes of the text "AQID"; the bytes 1, 2, 3 are written as they are, which is not even well-formed XML. The item is 0x31, the digit. There is no
#       error in any of these. Go's encoding/xml does the same with []byte, but the types of govmomi name base64Binary.
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

	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

func read(kind, text string) interface{} {
	var option types.OptionValue
	reader := xml.NewDecoder(bytes.NewBufferString(fmt.Sprintf(
		`<o xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><key>k</key><value xsi:type="%s">%s</value></o>`, kind, text)))
	reader.TypeFunc = types.TypeFunc()
	if err := reader.Decode(&option); err != nil {
		return err
	}
	return option.Value
}

func main() {
	binary, array := read("xsd:base64Binary", "AQID"), read("ArrayOfByte", "<byte>1</byte>")
	var written bytes.Buffer
	err := xml.NewEncoder(&written).Encode(types.OptionValue{Key: "k", Value: []byte("abc")})
	fmt.Printf("AQID is read as %v, <byte>1</byte> as %v; the bytes of \"abc\" are written as %s (%v)\n", binary, array, written.String(), err)
	if fmt.Sprint(binary) != "[65 81 73 68]" || fmt.Sprint(array) != "{[49]}" || !bytes.Contains(written.Bytes(), []byte(`type="xsd:base64Binary">abc<`)) {
		os.Exit(1)
	}
}
GO
(cd probe && GO111MODULE=off GOCACHE=$folder/cache GOPATH=$folder/root/usr/share/gocode go run .)
echo "as described"
