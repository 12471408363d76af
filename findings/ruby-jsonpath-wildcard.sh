#!/usr/bin/env bash
# ruby-jsonpath 1.1.0 (Debian 12) with jsonpath-plus 11.3.0 of npm beside it: the wildcard selects the object or the list itself, or nulls.
#
# Expected: $.powered.* is the two numbers, and so is $.powered[*]; of a list, both are its items (RFC 9535, 2.3.2 and 2.5.1: one selector, written in two ways), as jsonpath-plus reads them.
# Seen: .* is the object or the list as it stands, in one piece; [*] is the items of a list, but of an object as many nulls as it has members. No error.
set -euo pipefail
[ -x /usr/bin/ruby ] || { echo "needs Debian's ruby"; exit 2; }
command -v npm >/dev/null || { echo "needs node and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download ruby-jsonpath=1.1.0-1 ruby-multi-json
for package in *.deb; do dpkg -x "$package" root; done
npm install --silent --no-fund --no-audit jsonpath-plus@11.3.0
ls ./ruby-jsonpath_*.deb
npm ls jsonpath-plus | grep jsonpath-plus@
paths=('$.powered.*' '$.powered[*]' '$.hosts.*' '$.hosts[*]')
cat >probe.rb <<'RUBY'
$LOAD_PATH.unshift(*Dir['root/usr/share/rubygems-integration/all/gems/*/lib'], 'root/usr/lib/ruby/vendor_ruby')
require 'json'
require 'jsonpath'
ARGV.each { |path| puts "ruby: #{path} is #{JsonPath.new(path).on('{"powered":{"on":3,"off":2},"hosts":["a","b"]}').to_json}" }
RUBY
cat >probe.js <<'JS'
const { JSONPath } = require('jsonpath-plus');
for (const path of process.argv.slice(2)) console.log(`plus: ${path} is ${JSON.stringify(JSONPath({ path, json: { powered: { on: 3, off: 2 }, hosts: ['a', 'b'] } }))}`);
JS
{
  /usr/bin/ruby -W0 probe.rb "${paths[@]}"
  node probe.js "${paths[@]}"
} | tee out
grep -qxF 'ruby: $.powered.* is [{"on":3,"off":2}]' out
grep -qxF 'ruby: $.powered[*] is [null,null]' out
grep -qxF 'ruby: $.hosts.* is [["a","b"]]' out
grep -qxF 'ruby: $.hosts[*] is ["a","b"]' out
for path in '$.powered.*' '$.powered[*]'; do grep -qxF "plus: $path is [3,2]" out; done
for path in '$.hosts.*' '$.hosts[*]'; do grep -qxF "plus: $path is [\"a\",\"b\"]" out; done
echo "as described"
