#!/usr/bin/env bash
# ruby-jsonpath 1.1.0 (Debian 12) with jsonpath-plus 11.3.0 of npm beside it: the end of a slice counts with some numbers and not with others, and a slice beyond the end is not empty.
#
# Expected: of the items 0 to 5, [:-2] is 0 to 3, [0:0] and [10:] are nothing, and [-10:2] is 0 and 1 (RFC 9535, 2.3.4: the end is left out, and bounds outside of the array are moved to its ends). jsonpath-plus gives that.
# Seen: [1:3] is 1 and 2, as it should be; [:-2] is 0 to 4, [0:0] is 0, [10:] is 4 and 5, and [-10:2] is nothing.
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
paths=('$.a[1:3]' '$.a[-2:]' '$.a[:-2]' '$.a[0:0]' '$.a[10:]' '$.a[-10:2]')
cat >probe.rb <<'RUBY'
$LOAD_PATH.unshift(*Dir['root/usr/share/rubygems-integration/all/gems/*/lib'], 'root/usr/lib/ruby/vendor_ruby')
require 'json'
require 'jsonpath'
ARGV.each { |path| puts "ruby: #{path} is #{JsonPath.new(path).on('{"a":[0,1,2,3,4,5]}').to_json}" }
RUBY
cat >probe.js <<'JS'
const { JSONPath } = require('jsonpath-plus');
for (const path of process.argv.slice(2)) console.log(`plus: ${path} is ${JSON.stringify(JSONPath({ path, json: { a: [0, 1, 2, 3, 4, 5] } }))}`);
JS
{
  /usr/bin/ruby -W0 probe.rb "${paths[@]}"
  node probe.js "${paths[@]}"
} | tee out
grep -qxF 'ruby: $.a[1:3] is [1,2]' out
grep -qxF 'ruby: $.a[-2:] is [4,5]' out
grep -qxF 'ruby: $.a[:-2] is [0,1,2,3,4]' out
grep -qxF 'ruby: $.a[0:0] is [0]' out
grep -qxF 'ruby: $.a[10:] is [4,5]' out
grep -qxF 'ruby: $.a[-10:2] is []' out
grep -qxF 'plus: $.a[:-2] is [0,1,2,3]' out
grep -qxF 'plus: $.a[0:0] is []' out
grep -qxF 'plus: $.a[10:] is []' out
grep -qxF 'plus: $.a[-10:2] is [0,1]' out
echo "as described"
