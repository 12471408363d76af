#!/usr/bin/env bash
# rbvmomi 1.8.2 (Debian 12): a Time is written without the fraction of its second.
#
# Expected: a time that the client has read from the server, such as the createdTime of an event, is the same when it is sent back.
# Seen: 06:00:00.123456Z is read with its fraction, and written as 06:00:00Z. An EventFilterSpec that begins at the time of the last event that was seen gets
#       that event again, and those before it in the same second; one that ends at it does not get it.
set -euo pipefail
command -v /usr/bin/ruby >/dev/null && dpkg -s ruby-nokogiri ruby-builder ruby-trollop >/dev/null || { echo "needs Debian's ruby, ruby-nokogiri, ruby-builder, ruby-trollop"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download ruby-rbvmomi=1.8.2-1.1
dpkg -x ruby-rbvmomi_*.deb root
ls ./*.deb
cat >probe.rb <<'RUBY'
require 'time'
require 'builder'
require 'rbvmomi'

connection = RbVmomi::VIM.allocate
text = '2026-11-29T06:00:00.123456Z'
read = RbVmomi::Deserializer.new(connection).deserialize(Nokogiri.XML("<v>#{text}</v>").root, 'xsd:dateTime')
xml = Builder::XmlMarkup.new
connection.obj2xml(xml, 'beginTime', 'xsd:dateTime', false, read)
puts "#{text} is read as #{read.iso8601(6)}, and written as #{xml.target!}"
exit 1 unless read.usec == 123456 && xml.target! == '<beginTime>2026-11-29T06:00:00Z</beginTime>'
RUBY
RUBYLIB=$folder/root/usr/lib/ruby/vendor_ruby /usr/bin/ruby probe.rb
echo "as described"
