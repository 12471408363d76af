#!/usr/bin/env bash
# xpath 0.0.34 of npm with @xmldom/xmldom 0.9.12, beside libxml2: declarations of namespaces are found as attributes.
#
# Expected: an attribute node does not exist for a declaration of a namespace (XPath 1.0, 5.3), so `@*` of an envelope of SOAP that only declares prefixes is empty, as in libxml2.
# Seen: //@* counts the declarations too, @xmlns:v selects one by its name, though `xmlns` is no prefix that an expression can have, and *[not(@*)] leaves out each element that declares a prefix. The answer to one expression depends on where the
#       writer put its declarations: a message that was written again by another library, with the same content, gives other nodes.
set -euo pipefail
command -v npm >/dev/null || { echo "needs node and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download libxml2-utils libxml2
for package in *.deb; do dpkg -x "$package" root; done
ls ./*.deb
npm install --silent --no-fund --no-audit xpath@0.0.34 @xmldom/xmldom@0.9.12
npm ls xpath @xmldom/xmldom | grep -F '── '
cat >one.xml <<'XML'
<e:Envelope xmlns:e="urn:e"><e:Body xmlns:v="urn:v" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><v:Value xsi:type="v:Other"/></e:Body></e:Envelope>
XML
cat >two.xml <<'XML'
<e:Envelope xmlns:e="urn:e" xmlns:v="urn:v" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Body><v:Value xsi:type="v:Other"/></e:Body></e:Envelope>
XML
cat >probe.js <<'JS'
const fs = require('fs');
const xpath = require('xpath');
const { DOMParser } = require('@xmldom/xmldom');

const [file, ...expressions] = process.argv.slice(2);
const document = new DOMParser().parseFromString(fs.readFileSync(file, 'utf8'), 'text/xml');
for (const expression of expressions)
  console.log(`${expression} is ${xpath.parse(expression).evaluate({ node: document })}`);
JS
expressions=('count(//@*)' 'count(/*/*/@*)' 'name(/*/*/@*)' 'count(//*[not(@*)])')
for file in one.xml two.xml; do
    node probe.js $file "${expressions[@]}" | sed "s/^/xpath: $file: /"
    for expression in "${expressions[@]}"; do echo "libxml2: $file: $expression is $(LD_LIBRARY_PATH=$(echo root/usr/lib/*-linux-gnu) root/usr/bin/xmllint --xpath "$expression" $file)"; done
done | tee out
node probe.js one.xml 'count(//@xmlns:v)' | tee -a out
for found in 'xpath: one.xml: count(//@*) is 4' 'xpath: one.xml: count(/*/*/@*) is 2' 'xpath: one.xml: name(/*/*/@*) is xmlns:v' 'xpath: one.xml: count(//*[not(@*)]) is 0' \
    'xpath: two.xml: count(//@*) is 4' 'xpath: two.xml: count(/*/*/@*) is 0' 'xpath: two.xml: count(//*[not(@*)]) is 1' 'count(//@xmlns:v) is 1'; do grep -qxF "$found" out; done
for file in one.xml two.xml; do
    for found in 'count(//@*) is 1' 'count(/*/*/@*) is 0' 'name(/*/*/@*) is ' 'count(//*[not(@*)]) is 2'; do grep -qxF "libxml2: $file: $found" out; done
done
echo "as described"
