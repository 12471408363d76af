#!/usr/bin/env bash
# rbvmomi 1.8.2 (Debian 12): INF, -INF and NaN of XML Schema are read as 0.0.
#
# Expected: Float::INFINITY and Float::NAN, or an error: XML Schema part 2, 3.2.4, has these three values, and servers write them so.
# Seen: 0.0 without an error. A FloatOption without bounds, from -INF to INF, is one that allows nothing but 0. Float::INFINITY is written as "Infinity", which is
#       no number of XML Schema.
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
text = '<o xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="FloatOption"><valueIsReadonly>false</valueIsReadonly><min>-INF</min><max>INF</max><defaultValue>NaN</defaultValue></o>'
option = RbVmomi::Deserializer.new(connection).deserialize(Nokogiri.XML(text).root, nil)
xml = Builder::XmlMarkup.new
connection.obj2xml(xml, 'max', 'xsd:float', false, Float::INFINITY)
puts "-INF, INF, NaN are read as #{option.min}, #{option.max}, #{option.defaultValue}; infinity is written as #{xml.target!}"
exit 1 unless [option.min, option.max, option.defaultValue] == [0.0, 0.0, 0.0] && xml.target! == '<max>Infinity</max>'
RUBY
RUBYLIB=$folder/root/usr/lib/ruby/vendor_ruby /usr/bin/ruby probe.rb
echo "as described"
