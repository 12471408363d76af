#!/usr/bin/env bash
# rbvmomi 1.8.2 (Debian 12) and pyVmomi 8.0.3.0.1 (Debian 13): a carriage return in a text is not escaped, and arrives as a line feed.
#
# Expected: "&#13;", as other writers of XML have it: a reader has to turn a carriage return that stands in a document into a line feed (XML 1.0, 2.11).
# Seen: the byte 0D is written as it is, so that a message, a description or a password with "\r\n" is another one at the server. Reading "&#13;" works.
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
require 'builder'
require 'rbvmomi'

connection = RbVmomi::VIM.allocate
xml = Builder::XmlMarkup.new
connection.obj2xml(xml, 'message', 'xsd:string', false, "one\r\ntwo")
back = RbVmomi::Deserializer.new(connection).deserialize(Nokogiri.XML(xml.target!).root, 'xsd:string')
puts "rbvmomi: #{"one\r\ntwo".inspect} is written as #{xml.target!.inspect}, which any reader reads as #{back.inspect}"
exit 1 unless xml.target!.include?("one\r\ntwo") && back == "one\ntwo"
RUBY
cat >probe.py <<'PYTHON'
import xml.etree.ElementTree as tree
from pyVmomi import SoapAdapter, vim

written = SoapAdapter.SerializeToStr(vim.option.OptionValue(key="k", value="one\r\ntwo"), version="vim.version.version12")
back = tree.fromstring(written).find("{urn:vim25}value").text
print("pyVmomi:", repr("one\r\ntwo"), "is written as", repr(written[written.index("<value"):]), "which any reader reads as", repr(back))
assert "one\r\ntwo" in written and back == "one\ntwo"
PYTHON
RUBYLIB=$folder/root/usr/lib/ruby/vendor_ruby /usr/bin/ruby probe.rb
PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
echo "as described"
