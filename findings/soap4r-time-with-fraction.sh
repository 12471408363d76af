#!/usr/bin/env bash
# ruby-soap4r 2.0.5 (Debian 12, ruby 3.1): a Time with a fraction of a second is written as a text that is no xsd:dateTime.
#
# Expected: half a second after midnight is 2026-12-01T00:00:00.5Z (XML Schema part 2, 3.2.7), as soap4r writes it for a time that it has read.
# Seen: 2026-12-01T00:00:0043200.Z: the fraction is multiplied by the 86400 seconds of a day, and put behind the seconds without a point. Time.now has a fraction, so nearly every moment of a program is written so: 0.123456 s are "10666.598…".
#       A Time of whole seconds is written well.
set -euo pipefail
[ -x /usr/bin/ruby ] || { echo "needs Debian's ruby"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download ruby-soap4r=2.0.5-6 ruby-httpclient ruby-logger-application
for package in *.deb; do dpkg -x "$package" root; done
ls ./ruby-soap4r_*.deb
cat >probe.rb <<'RUBY'
$LOAD_PATH.unshift(*Dir['root/usr/share/rubygems-integration/all/gems/*/lib'], 'root/usr/lib/ruby/vendor_ruby')
require 'logger'
require 'soap/soap'
require 'soap/baseData'

puts "ruby #{RUBY_VERSION}"
good = /\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z\z/
[Time.utc(2026, 12, 1), '2026-12-01T00:00:00.5Z', Time.utc(2026, 12, 1, 0, 0, 0.5r), Time.utc(2026, 12, 1, 0, 0, 0.123456r)].each do |value|
  text = SOAP::SOAPDateTime.new(value).to_s
  puts "#{value.class} #{value.is_a?(Time) ? value.strftime('%FT%T.%6NZ') : value} is written as #{text}, #{text.match?(good) ? 'a time' : 'no time'}"
end
RUBY
/usr/bin/ruby -W0 probe.rb | tee out
grep -qx 'Time 2026-12-01T00:00:00.000000Z is written as 2026-12-01T00:00:00Z, a time' out
grep -qx 'String 2026-12-01T00:00:00.5Z is written as 2026-12-01T00:00:00.5Z, a time' out
grep -qx 'Time 2026-12-01T00:00:00.500000Z is written as 2026-12-01T00:00:0043200.Z, no time' out
grep -q '^Time 2026-12-01T00:00:00.123456Z is written as 2026-12-01T00:00:0010666.*Z, no time$' out
echo "as described"
