#!/usr/bin/env bash
# ruby-nori 2.6.0 (Debian 12): a text that xsi:type declares as xsd:string is read as a date, a moment of today, or a boolean.
#
# Expected: xsi:type names the type of the element's value (XML Schema part 1, 2.6.1): <value xsi:type="xsd:string">10:30:00</value> is that text. To guess is for elements that do not say what they are.
# Seen: the type is not looked at. A virtual machine that is called 2026-12-01 is a Date, true a boolean, and 10:30:00 a Time on the day on which the answer is read, so that the same answer is another value tomorrow.
set -euo pipefail
[ -x /usr/bin/ruby ] || { echo "needs Debian's ruby"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download ruby-nori=2.6.0-1.1
for package in *.deb; do dpkg -x "$package" root; done
ls ./*.deb
cat >probe.rb <<'RUBY'
$LOAD_PATH.unshift(*Dir['root/usr/share/rubygems-integration/all/gems/*/lib'], 'root/usr/lib/ruby/vendor_ruby')
require 'nori'
puts "ruby #{RUBY_VERSION}"
%w[vm-1 1.5 true 2026-12-01 10:30:00 2026-12-01T10:00:00].each do |text|
  value = Nori.new(parser: :rexml).parse(%(<value xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xsi:type="xsd:string">#{text}</value>))['value']
  puts "#{text} is a #{value.class}#{' of today' if value.is_a?(Time) && value.to_date == Date.today}"
end
RUBY
/usr/bin/ruby -W0 probe.rb | tee out
grep -qx 'vm-1 is a Nori::StringWithAttributes' out
grep -qx '1.5 is a Nori::StringWithAttributes' out
grep -qx 'true is a TrueClass' out
grep -qx '2026-12-01 is a Date' out
grep -qx '10:30:00 is a Time of today' out
grep -qx '2026-12-01T10:00:00 is a DateTime' out
echo "as described"
