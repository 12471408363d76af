#!/usr/bin/env bash
# rbvmomi 1.8.2 (Debian 12) and pyVmomi 8.0.3.0.1 (Debian 13): a boolean with white space around it is false for the one and an error for the other.
#
# Expected: true. White space around a boolean, a number or a time has no meaning (XML Schema part 2, 4.3.6, whiteSpace=collapse), so a writer that indents may
#           break the line there.
# Seen: rbvmomi reads " true " as false, without an error. pyVmomi raises TypeError for it, and for a time with white space. Both read " 12 " as the number 12.
set -euo pipefail
command -v /usr/bin/ruby >/dev/null && dpkg -s ruby-nokogiri ruby-builder ruby-trollop >/dev/null || { echo "needs Debian's ruby, ruby-nokogiri, ruby-builder, ruby-trollop"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download ruby-rbvmomi=1.8.2-1.1
dpkg -x ruby-rbvmomi_*.deb root
ls ./*.deb
mkdir -p lists/partial cache/archives/partial
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian trixie main" >sources.list
cat >apt.conf <<APT
Dir::Etc::sourcelist "$folder/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$folder/lists";
Dir::Cache "$folder/cache";
APT
APT_CONFIG=$folder/apt.conf apt-get -qq update
APT_CONFIG=$folder/apt.conf apt-get -qq -o APT::Sandbox::User=root download python3-pyvmomi=8.0.3.0.1-1
dpkg -x python3-pyvmomi_*.deb root
ls ./python3-*.deb
cat >probe.rb <<'RUBY'
require 'rbvmomi'

reader = RbVmomi::Deserializer.new(RbVmomi::VIM.allocate)
read = ->(type, text) { reader.deserialize(Nokogiri.XML("<v>#{text}</v>").root, type) }
seen = [read.('xsd:boolean', 'true'), read.('xsd:boolean', ' true '), read.('xsd:int', ' 12 ')]
puts "rbvmomi: true, \" true \" and \" 12 \" are read as #{seen.inspect}"
exit 1 unless seen == [true, false, 12]
RUBY
cat >probe.py <<'PYTHON'
from pyVmomi import SoapAdapter

def read(kind, text):
    xml = ('<v xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xsi:type="xsd:%s">%s</v>' % (kind, text)).encode()
    try:
        return SoapAdapter.Deserialize(xml, object)
    except TypeError:
        return "TypeError"

seen = [read("boolean", "true"), read("boolean", " true "), read("dateTime", " 2026-11-29T15:00:00Z "), read("int", " 12 ")]
print('pyVmomi: true, " true ", a time with white space and " 12 " are read as', seen)
assert seen == [True, "TypeError", "TypeError", 12]
PYTHON
RUBYLIB=$folder/root/usr/lib/ruby/vendor_ruby /usr/bin/ruby probe.rb
PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
echo "as described"
