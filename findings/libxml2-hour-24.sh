#!/usr/bin/env bash
# libxml2 2.9.14 (Debian 12): for a schema, 24:00:00 is not the midnight that it is.
#
# Expected: 24:00:00 is allowed, and is the same value as 00:00:00 of the next day (XML Schema part 2, 3.2.7.1 and 3.2.7.2). Facets compare values, not texts: 05:30:00+05:30 is 00:00:00Z.
# Seen: 2026-11-30T24:00:00Z is valid as xsd:dateTime, and is found before 2026-12-01T00:00:00Z: it is no member of an enumeration of that value, though 05:30:00+05:30 is one, and with 2026-11-30T24:00:00Z as maxInclusive, 2026-12-01T00:00:00Z
#       "is greater than the maximum value". A document that a program has rewritten with the other form of the same moment becomes invalid.
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
    <xs:element name="any" type="xs:dateTime"/>
    <xs:element name="midnight"><xs:simpleType><xs:restriction base="xs:dateTime"><xs:enumeration value="2026-12-01T00:00:00Z"/></xs:restriction></xs:simpleType></xs:element>
    <xs:element name="until"><xs:simpleType><xs:restriction base="xs:dateTime"><xs:maxInclusive value="2026-11-30T24:00:00Z"/></xs:restriction></xs:simpleType></xs:element>
  </xs:choice></xs:complexType></xs:element>
</xs:schema>
XSD
cat >times.xml <<'XML'
<times>
<any>2026-11-30T24:00:00Z</any>
<midnight>2026-12-01T05:30:00+05:30</midnight>
<midnight>2026-11-30T24:00:00Z</midnight>
<until>2026-11-30T24:00:00Z</until>
<until>2026-12-01T00:00:00Z</until>
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
