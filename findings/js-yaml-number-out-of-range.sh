#!/usr/bin/env bash
# js-yaml 5.5.0 and yaml 2.9.1 of npm: a text of digits with one e is written without quotation marks by js-yaml, and read as infinity by yaml.
#
# Expected: '12e4567', the start of a UUID or of a hash, is quoted: it has the form of a float in the core schema (YAML 1.2.2, 10.3.2), whatever its size, and js-yaml quotes '12e3' for that reason.
# Seen: js-yaml takes a number that no double can hold for a text, in both directions: it writes 12e4567 bare, and reads it as a text. yaml reads the same document as Infinity, as ruamel.yaml 0.17.21 and YamlDotNet do. Written by yaml, the
#       text is quoted.
set -euo pipefail
command -v npm >/dev/null || { echo "needs node and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit js-yaml@5.5.0 yaml@2.9.1
npm ls --depth 0 | grep yaml@
cat >probe.js <<'JS'
const jsYaml = require('js-yaml');
const yaml = require('yaml');
for (const id of ['12e', '12e3', '12e4567']) {
  for (const [writer, text] of [['js-yaml', jsYaml.dump({ id })], ['yaml', yaml.stringify({ id })]]) {
    const [one, other] = [jsYaml.load(text).id, yaml.parse(text).id];
    console.log(`${id} is written by ${writer} as ${text.trim()}, read by js-yaml as ${typeof one} ${one}, by yaml as ${typeof other} ${other}`);
  }
}
JS
node probe.js | tee out
grep -qxF "12e3 is written by js-yaml as id: '12e3', read by js-yaml as string 12e3, by yaml as string 12e3" out
grep -qxF '12e4567 is written by js-yaml as id: 12e4567, read by js-yaml as string 12e4567, by yaml as number Infinity' out
grep -qxF '12e4567 is written by yaml as id: "12e4567", read by js-yaml as string 12e4567, by yaml as string 12e4567' out
echo "as described"
