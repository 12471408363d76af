#!/usr/bin/env bash
# fontoxpath 3.34.0 of npm: the same octets in hexadecimal are not equal when their letters are of another case, and 29 February 2026 is a date.
#
# Expected: xs:hexBinary('0fb7') eq xs:hexBinary('0FB7') is true, as the octets are the same (XML Schema part 2, 3.2.15; XPath functions 3.1, 10.1.1), and a day that its month does not have is an error (FORG0001).
# Seen: the first is false, while both are written as 0FB7 by string(), so a thumbprint is not found by its value but by its text. xs:date('2026-02-29') is taken, is equal to the first of March, and has the day 29.
set -euo pipefail
command -v npm >/dev/null || { echo "needs node and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit fontoxpath@3.34.0
npm ls fontoxpath | grep -F '── '
cat >probe.js <<'JS'
const { evaluateXPathToString } = require('fontoxpath');

const expressions = ["xs:hexBinary('0fb7') eq xs:hexBinary('0FB7')", "string(xs:hexBinary('0fb7')) eq string(xs:hexBinary('0FB7'))", "xs:base64Binary(xs:hexBinary('0fb7')) eq xs:base64Binary(xs:hexBinary('0FB7'))",
  "xs:date('2026-02-29')", "xs:date('2026-02-29') eq xs:date('2026-03-01')", "day-from-date(xs:date('2026-02-29'))", "xs:date('2026-13-01')"];
for (const expression of expressions) {
  let seen;
  try {
    seen = evaluateXPathToString(`string(${expression})`);
  } catch (failure) {
    seen = failure.message.split(':')[0];
  }

  console.log(`${expression} is ${seen}`);
}
JS
node probe.js | tee out
grep -qxF "xs:hexBinary('0fb7') eq xs:hexBinary('0FB7') is false" out
grep -qxF "string(xs:hexBinary('0fb7')) eq string(xs:hexBinary('0FB7')) is true" out
grep -qxF "xs:date('2026-02-29') is 2026-02-29" out
grep -qxF "xs:date('2026-02-29') eq xs:date('2026-03-01') is true" out
grep -qxF "day-from-date(xs:date('2026-02-29')) is 29" out
echo "as described"
