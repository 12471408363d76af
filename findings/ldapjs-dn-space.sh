#!/usr/bin/env bash
# ldapjs 3.0.7 of npm: an escaped space at the begin or end of a value is lost when a distinguished name is read.
#
# Expected: `cn=\20a\20,dc=x` names an entry whose value is " a ", `cn=\ a,dc=x` one with " a" (RFC 4514, 2.4 and 3: only white space that is not escaped may be dropped).
# Seen: the first is read as cn=a, which is another value, the second is cut to an empty value, without an error. The library writes " a " as \20a\20 itself, so it does not read back what it has written. add, del and modifyDN parse
#       the name that they are given, and so the request names an entry that the program did not mean.
set -euo pipefail
command -v npm >/dev/null || { echo "needs node and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit ldapjs@3.0.7 2>/dev/null
npm ls ldapjs | grep -F '── '
cat >probe.js <<'JS'
const { parseDN, DN, RDN } = require('ldapjs');

for (const text of ['cn=a,dc=x', 'cn=a\\20b,dc=x', 'cn=\\20a\\20,dc=x', 'cn=\\ a,dc=x', 'cn=a\\ ,dc=x'])
  console.log(`${text} is read as '${parseDN(text).toString()}'`);
const written = new DN({ rdns: [new RDN({ cn: ' a ' })] }).toString();
console.log(`' a ' is written as ${written}, read again as ${parseDN(written).toString()}`);
JS
node probe.js 2>/dev/null | tee out
grep -qxF "cn=a\\20b,dc=x is read as 'cn=a b,dc=x'" out
grep -qxF "cn=\\20a\\20,dc=x is read as 'cn=a,dc=x'" out
grep -qxF "cn=\\ a,dc=x is read as 'cn=,dc=x'" out
grep -qxF "cn=a\\ ,dc=x is read as 'cn=a,dc=x'" out
grep -qxF "' a ' is written as cn=\\20a\\20, read again as cn=a" out
echo "as described"
