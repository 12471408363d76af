#!/usr/bin/env bash
# jsonpath-plus 11.3.0 and jsonpath 1.3.0 of npm: an index that counts from the end selects nothing, where the slice with the same number selects the item.
#
# Expected: $.vms[-1] is the last item (RFC 9535, 2.3.3), as $.vms[-1:] is in the same libraries and as ruby-jsonpath 1.1.0 reads it.
# Seen: no item, and no error: a path that is well-formed and means the newest session or the last task looks as if there were none.
set -euo pipefail
[ -x /usr/bin/ruby ] || { echo "needs Debian's ruby"; exit 2; }
command -v npm >/dev/null || { echo "needs node and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download ruby-jsonpath=1.1.0-1 ruby-multi-json
for package in *.deb; do dpkg -x "$package" root; done
npm install --silent --no-fund --no-audit --ignore-scripts jsonpath-plus@11.3.0 jsonpath@1.3.0
npm ls --depth 0 | grep jsonpath
cat >probe.js <<'JS'
const { JSONPath } = require('jsonpath-plus');
const jsonpath = require('jsonpath');
const json = { vms: ['vm-1', 'vm-2', 'vm-3'] };
for (const path of ['$.vms[0]', '$.vms[-1]', '$.vms[-1:]']) {
  console.log(`jsonpath-plus: ${path} is ${JSON.stringify(JSONPath({ path, json }))}`);
  console.log(`jsonpath: ${path} is ${JSON.stringify(jsonpath.query(json, path))}`);
}
JS
cat >probe.rb <<'RUBY'
$LOAD_PATH.unshift(*Dir['root/usr/share/rubygems-integration/all/gems/*/lib'], 'root/usr/lib/ruby/vendor_ruby')
require 'json'
require 'jsonpath'
puts "ruby-jsonpath: $.vms[-1] is #{JsonPath.new('$.vms[-1]').on('{"vms":["vm-1","vm-2","vm-3"]}').to_json}"
RUBY
{
  node probe.js
  /usr/bin/ruby -W0 probe.rb
} | tee out
for library in jsonpath-plus jsonpath; do
  grep -qxF "$library: \$.vms[0] is [\"vm-1\"]" out
  grep -qxF "$library: \$.vms[-1] is []" out
  grep -qxF "$library: \$.vms[-1:] is [\"vm-3\"]" out
done
grep -qxF 'ruby-jsonpath: $.vms[-1] is ["vm-3"]' out
echo "as described"
