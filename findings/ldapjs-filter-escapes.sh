#!/usr/bin/env bash
# ldapjs 3.0.7 of npm: what a filter has in hexadecimal is not decoded, so that the request asks for the backslash and the digits.
#
# Expected: `\2a` in a filter stands for one octet (RFC 4515, section 3), and the request has that octet as its value (RFC 4511, 4.5.1.7): (cn=a\2ab) asks for `a*b` in three octets, (objectGUID=\83\ac\00\ff) in four. The older
#           ldap-filter 0.3.3, which ldapjs 2 was built on, decodes it.
# Seen: the value is written as it stands, (cn=a\2ab) in five octets. A name with a star, a parenthesis or a letter beyond ASCII is never found with an escaped filter, and neither is an object by its binary identifier. There is no error. A filter
#       that is built from objects is written correctly.
set -euo pipefail
command -v npm >/dev/null || { echo "needs node and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit ldapjs@3.0.7 ldap-filter@0.3.3 2>/dev/null
npm ls ldapjs ldap-filter | grep -F '── '
cat >probe.js <<'JS'
const ldap = require('ldapjs');
const older = require('ldap-filter');

// The value is the last octet string of the request.
const sent = (filter, attribute) => filter.toBer().buffer.subarray(6 + attribute.length).toString('hex');
for (const [attribute, value] of [['cn', 'abc'], ['cn', 'a\\2ab'], ['cn', 'J\\c3\\b6rg'], ['objectGUID', '\\83\\ac\\00\\ff']])
  console.log(`(${attribute}=${value}) is sent as ${sent(ldap.parseFilter(`(${attribute}=${value})`), attribute)}`);
console.log(`from an object: ${sent(new ldap.EqualityFilter({ attribute: 'cn', value: 'a*b' }), 'cn')}`);
console.log(`ldap-filter: ${Buffer.from(older.parse('(cn=a\\2ab)').value).toString('hex')}`);
JS
node probe.js | tee out
grep -qxF '(cn=abc) is sent as 616263' out
grep -qxF '(cn=a\2ab) is sent as 615c326162' out
grep -qxF '(cn=J\c3\b6rg) is sent as 4a5c63335c6236'7267 out
grep -qxF '(objectGUID=\83\ac\00\ff) is sent as 5c38335c61635c30305c6666' out
grep -qxF 'from an object: 612a62' out
grep -qxF 'ldap-filter: 612a62' out
echo "as described"
