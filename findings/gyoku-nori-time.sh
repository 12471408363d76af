#!/usr/bin/env bash
# ruby-gyoku 1.3.1 and ruby-nori 2.6.0 (Debian 12, the two halves of Savon): the moment that nori reads as a Time is written by gyoku as a time of day.
#
# Expected: what the one reads from an element with the type dateTime, the other writes as xsd:dateTime (XML Schema part 2, 3.2.7), as it does for the DateTime that nori makes of an element without a type.
# Seen: <a>10:00:00</a>: the day, the fraction and the zone are gone, without an error. Time.now, which most programs have, is written so too.
set -euo pipefail
[ -x /usr/bin/ruby ] || { echo "needs Debian's ruby"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download ruby-gyoku=1.3.1-1.1 ruby-nori=2.6.0-1.1
for package in *.deb; do dpkg -x "$package" root; done
ls ./*.deb
cat >probe.rb <<'RUBY'
$LOAD_PATH.unshift(*Dir['root/usr/share/rubygems-integration/all/gems/*/lib'], 'root/usr/lib/ruby/vendor_ruby')
require 'gyoku'
require 'nori'
puts "ruby #{RUBY_VERSION}"
{ 'without a type' => '<a>2026-12-01T10:00:00-05:00</a>', 'of type dateTime' => '<a type="dateTime">2026-12-01T10:00:00-05:00</a>' }.each do |kind, text|
  read = Nori.new(parser: :rexml).parse(text)['a']
  puts "#{kind}: read as #{read.class} #{read}, written as #{Gyoku.xml(a: read)}"
end
puts "written without nori: #{Gyoku.xml(a: Time.utc(2026, 12, 1, 10, 30, 5, 250_000))}"
RUBY
/usr/bin/ruby -W0 probe.rb | tee out
grep -qxF 'without a type: read as DateTime 2026-12-01T10:00:00-05:00, written as <a>2026-12-01T10:00:00-05:00</a>' out
grep -qxF 'of type dateTime: read as Time 2026-12-01 15:00:00 UTC, written as <a>15:00:00</a>' out
grep -qxF 'written without nori: <a>10:30:05</a>' out
echo "as described"
