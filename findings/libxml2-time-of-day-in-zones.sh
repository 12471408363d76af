#!/usr/bin/env bash
# libxml2 2.9.14 (Debian 12): in a schema, the same time of day in another zone is a different one.
#
# Expected: 11:00:00+01:00 is equal to 10:00:00Z, and 10:30:00+01:00, which is 09:30:00Z, is before it (XML Schema part 2, 3.2.8: times are compared as the moments of one day), as Java's validator and .NET's have it.
# Seen: with the enumeration 10:00:00Z, 11:00:00+01:00 is no member, and with maxInclusive 10:00:00Z both texts are too late. 10:00:00+00:00 is equal, and so are the same times as xsd:dateTime: the day that a time of day lacks gets into the comparison.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download libxml2-utils libxml2
for package in *.deb; do dpkg -x "$package" root; done
ls ./*.deb
cat >schema.xsd <<'XSD'
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="times"><xs:complexType><xs:choice maxOccurs="unbounded">
    <xs:element name="moment"><xs:simpleType><xs:restriction base="xs:dateTime"><xs:enumeration value="2026-12-01T10:00:00Z"/></xs:restriction></xs:simpleType></xs:element>
    <xs:element name="ten"><xs:simpleType><xs:restriction base="xs:time"><xs:enumeration value="10:00:00Z"/></xs:restriction></xs:simpleType></xs:element>
    <xs:element name="until"><xs:simpleType><xs:restriction base="xs:time"><xs:maxInclusive value="10:00:00Z"/></xs:restriction></xs:simpleType></xs:element>
  </xs:choice></xs:complexType></xs:element>
</xs:schema>
XSD
cat >times.xml <<'XML'
<times>
<moment>2026-12-01T11:00:00+01:00</moment>
<ten>10:00:00+00:00</ten>
<ten>11:00:00+01:00</ten>
<until>09:30:00Z</until>
<until>10:30:00+01:00</until>
</times>
XML
export LD_LIBRARY_PATH
LD_LIBRARY_PATH=$(echo "$folder"/root/usr/lib/*-linux-gnu)
root/usr/bin/xmllint --version 2>&1 | sed -n 1p
code=0
root/usr/bin/xmllint --noout --schema schema.xsd times.xml 2>out || code=$?
cat out
[ "$code" -eq 3 ] && [ "$(grep -c 'Schemas validity error' out)" -eq 2 ]
grep -q '^times.xml:4: .*facet .enumeration' out
grep -q '^times.xml:6: .*is greater than the maximum value' out
echo "as described"
