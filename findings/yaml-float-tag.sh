#!/usr/bin/env bash
# yaml 2.9.1 of npm, and ruamel.yaml 0.17.21 (Debian 12): `!!float 1`, a float without a point, is a text for the one and an error for the other.
#
# Expected: 1 as a float: the form with a tag is the canonical one of YAML (1.2.2, 10.2.1.4: the point and the exponent are optional), and PyYAML 6.0 and js-yaml 5.5.0 read it so.
# Seen: yaml warns of an unresolved tag and gives the text "1"; ruamel.yaml that keeps the layout, its default, is a ValueError "substring not found". `!!float 1.0` is read by all.
set -euo pipefail
command -v npm >/dev/null || { echo "needs node and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit js-yaml@5.5.0 yaml@2.9.1
apt-get -qq download python3-ruamel.yaml=0.17.21-1 python3-ruamel.yaml.clib python3-yaml=6.0-3+b2
for package in *.deb; do dpkg -x "$package" root; done
npm ls --depth 0 | grep yaml@
ls ./python3-*.deb
cat >probe.js <<'JS'
const jsYaml = require('js-yaml');
const yaml = require('yaml');
for (const text of ['!!float 1.0', '!!float 1']) {
  console.log(`js-yaml: ${text} is ${typeof jsYaml.load(text)} ${jsYaml.load(text)}`);
  const document = yaml.parseDocument(text);
  console.log(`yaml: ${text} is ${typeof document.toJS()} ${document.toJS()}, ${document.errors.length} errors, ${document.warnings.length} warnings`);
}
JS
cat >probe.py <<'PYTHON'
import yaml
from ruamel.yaml import YAML

for text in ("!!float 1.0", "!!float 1"):
    print(f"PyYAML: {text} is {yaml.safe_load(text)!r}")
    try:
        print(f"ruamel.yaml: {text} is {float(YAML().load('v: ' + text)['v'])!r}")
    except ValueError as failure:
        print(f"ruamel.yaml: {text}: ValueError {failure}")
PYTHON
{
  node probe.js
  PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
} | tee out
grep -qxF 'js-yaml: !!float 1 is number 1' out
grep -qxF 'PyYAML: !!float 1 is 1.0' out
grep -qxF 'yaml: !!float 1.0 is number 1, 0 errors, 0 warnings' out
grep -qxF 'yaml: !!float 1 is string 1, 0 errors, 1 warnings' out
grep -qxF 'ruamel.yaml: !!float 1.0 is 1.0' out
grep -qxF 'ruamel.yaml: !!float 1: ValueError substring not found' out
echo "as described"
