#!/usr/bin/env bash
# jsonix 3.0.0 of npm: a decimal or a duration with a small fraction is written with an exponent, which XML Schema does not allow there, and the limits of the integer types are not kept.
#
# Expected: 0.0000001 as xs:decimal is written as it was read, and a tenth of a microsecond as PT0.0000001S: neither type has an exponent (XML Schema part 2, 3.2.3 and 3.2.6). A byte of 128 is an error.
# Seen: they are written as 1e-7 and PT1e-7S, which a validating reader refuses (libxml2 does, below), and jsonix itself refuses the duration. 128 as xs:byte is read and written without an error, and 9223372036854775807 as xs:long is written as
#       9223372036854776000, beyond the range of the type.
set -euo pipefail
command -v npm >/dev/null || { echo "needs node and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download libxml2-utils libxml2
for package in *.deb; do dpkg -x "$package" root; done
ls ./*.deb
npm install --silent --no-fund --no-audit jsonix@3.0.0 2>/dev/null
npm ls jsonix | grep -F '── jsonix'
cat >probe.js <<'JS'
const { Jsonix } = require('jsonix');

const types = Jsonix.Schema.XSD;
for (const [type, text] of [['Decimal', '0.5'], ['Decimal', '0.0000001'], ['Duration', 'PT0.5S'], ['Duration', 'PT0.0000001S'], ['Byte', '128'], ['Long', '9223372036854775807']]) {
  const written = types[type].INSTANCE.print(types[type].INSTANCE.parse(text));
  let again = 'read again';
  try {
    types[type].INSTANCE.parse(written);
  } catch {
    again = 'refused';
  }

  console.log(`${type.toLowerCase()} ${text} ${written} ${again}`);
}
JS
node probe.js | while read -r type text written again; do
    cat >value.xsd <<XSD
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="value" type="xs:$type"/></xs:schema>
XSD
    valid=refused
    if LD_LIBRARY_PATH=$(echo root/usr/lib/*-linux-gnu) root/usr/bin/xmllint --noout --schema value.xsd - <<<"<value>$written</value>" 2>/dev/null; then valid=valid; fi
    echo "xs:$type $text is written as $written: $again by jsonix, $valid for libxml2"
done | tee out
diff - out <<'OUT'
xs:decimal 0.5 is written as 0.5: read again by jsonix, valid for libxml2
xs:decimal 0.0000001 is written as 1e-7: read again by jsonix, refused for libxml2
xs:duration PT0.5S is written as PT0.5S: read again by jsonix, valid for libxml2
xs:duration PT0.0000001S is written as PT1e-7S: refused by jsonix, refused for libxml2
xs:byte 128 is written as 128: read again by jsonix, refused for libxml2
xs:long 9223372036854775807 is written as 9223372036854776000: read again by jsonix, refused for libxml2
OUT
echo "as described"
