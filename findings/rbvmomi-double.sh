#!/usr/bin/env bash
# rbvmomi 1.8.2 (Debian 12): a double cannot be read, not even one that rbvmomi has written itself.
#
# Expected: xsd:double is a type of the vim25 API: StoragePerformanceSummary has arrays of it, and a member without a type may hold one.
# Seen: reading one raises "unknown VMODL type Double", with xsi:type and as a member of StoragePerformanceSummary alike, and the whole answer is lost. A Float
#       in a member without a type is written as xsd:double all the same. xsd:float is read.
set -euo pipefail
command -v /usr/bin/ruby >/dev/null && dpkg -s ruby-nokogiri ruby-builder ruby-trollop >/dev/null || { echo "needs Debian's ruby, ruby-nokogiri, ruby-builder, ruby-trollop"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download ruby-rbvmomi=1.8.2-1.1
dpkg -x ruby-rbvmomi_*.deb root
ls ./*.deb
cat >probe.rb <<'RUBY'
require 'builder'
require 'rbvmomi'

connection = RbVmomi::VIM.allocate
READER = RbVmomi::Deserializer.new(connection)
def read(text)
  names = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
  READER.deserialize(Nokogiri.XML(text.sub(/(?=[ >])/, " #{names}")).root, nil).inspect
rescue RuntimeError => failed
  failed.message
end

xml = Builder::XmlMarkup.new
connection.obj2xml(xml, 'value', 'xsd:anyType', false, 1.5)
written = xml.target!
member = '<value xsi:type="StoragePerformanceSummary"><interval>1</interval><percentile>1</percentile><datastoreReadLatency>1.5</datastoreReadLatency></value>'
puts "1.5 is written as #{written}, which is read as: #{read(written)}"
puts "a member of StoragePerformanceSummary is read as: #{read(member)}"
puts "a float is read as: #{read('<value xsi:type="xsd:float">1.5</value>')}"
exit 1 unless written == '<value xsi:type="xsd:double">1.5</value>' && read(written) == 'unknown VMODL type Double'
exit 1 unless read(member) == 'unknown VMODL type Double' && read('<value xsi:type="xsd:float">1.5</value>') == '1.5'
RUBY
RUBYLIB=$folder/root/usr/lib/ruby/vendor_ruby /usr/bin/ruby probe.rb
echo "as described"
