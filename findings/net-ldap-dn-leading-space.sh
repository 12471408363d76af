#!/usr/bin/env bash
# ruby-net-ldap 0.17.0 (Debian 12): a value that begins or ends with a space cannot be made part of a distinguished name.
#
# Expected: Net::LDAP::DN.escape(' admin') is '\ admin', as RFC 4514, section 2.4, has it, and as the method does for the other characters of that section.
# Seen: TypeError "no implicit conversion of nil into String": the expression looks for the spaces, and the table of replacements does not have them. The constructor of Net::LDAP::DN, which escapes its values, fails too.
set -euo pipefail
[ -x /usr/bin/ruby ] || { echo "needs Debian's ruby"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download ruby-net-ldap=0.17.0-1
for package in *.deb; do dpkg -x "$package" root; done
ls ./ruby-net-ldap_*.deb
cat >probe.rb <<'RUBY'
$LOAD_PATH.unshift(*Dir['root/usr/share/rubygems-integration/all/gems/*/lib'], 'root/usr/lib/ruby/vendor_ruby')
require 'net/ldap'
require 'net/ldap/dn'
puts "net-ldap #{Net::LDAP::VERSION}, ruby #{RUBY_VERSION}"
def try
  yield.to_s
rescue StandardError => e
  "#{e.class}: #{e.message}"
end

['a,b', 'a+b', 'a b', ' admin', 'admin '].each do |value|
  puts "escape #{value.inspect}: #{try { Net::LDAP::DN.escape(value) }}"
  puts "new #{value.inspect}: #{try { Net::LDAP::DN.new('cn', value, 'dc', 'local') }}"
end
RUBY
/usr/bin/ruby -W0 probe.rb | tee out
grep -qxF 'escape "a,b": a\,b' out
grep -qxF 'new "a b": cn=a b,dc=local' out
[ "$(grep -c '^\(escape\|new\) "\( admin\|admin \)": TypeError: no implicit conversion of nil into String$' out)" -eq 4 ]
echo "as described"
