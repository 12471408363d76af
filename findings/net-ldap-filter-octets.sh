#!/usr/bin/env bash
# ruby-net-ldap 0.17.0 (Debian 12): the octets that a filter has in hexadecimal are encoded a second time, so that the filter asks for another name.
#
# Expected: (cn=J\c3\b6rg) is the five octets 4a c3 b6 72 67, as (cn=Jörg) is: what follows a backslash is one octet of the value (RFC 4515, section 3).
# Seen: with the escapes each octet above 7f becomes a character of its own, and that is sent in UTF-8: 4a c3 83 c2 b6 72 67, "JÃ¶rg". The search finds nothing, and no error says why. Net::LDAP for Perl sends the five octets.
set -euo pipefail
[ -x /usr/bin/ruby ] || { echo "needs Debian's ruby"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download ruby-net-ldap=0.17.0-1 libnet-ldap-perl libconvert-asn1-perl
for package in *.deb; do dpkg -x "$package" root; done
ls ./ruby-net-ldap_*.deb
cat >probe.rb <<'RUBY'
$LOAD_PATH.unshift(*Dir['root/usr/share/rubygems-integration/all/gems/*/lib'], 'root/usr/lib/ruby/vendor_ruby')
require 'net/ldap'
puts "net-ldap #{Net::LDAP::VERSION}, ruby #{RUBY_VERSION}"
['(cn=Jörg)', '(cn=J\c3\b6rg)', '(cn=J\2arg)'].each { |filter| puts "ruby: #{filter} is #{Net::LDAP::Filter.construct(filter).to_ber.unpack1('H*')}" }
RUBY
cat >probe.pl <<'PERL'
use strict;
use Net::LDAP::ASN qw(Filter);
use Net::LDAP::Filter;

print "perl: $_ is ", unpack('H*', $Filter->encode(%{ Net::LDAP::Filter->new($_) })), "\n" for '(cn=Jörg)', '(cn=J\c3\b6rg)';
PERL
{
  LC_ALL=C.UTF-8 /usr/bin/ruby -W0 probe.rb
  PERL5LIB=$folder/root/usr/share/perl5 /usr/bin/perl probe.pl
} | tee out
grep -qxF 'ruby: (cn=Jörg) is a30b0402636e04054ac3b67267' out
grep -qxF 'ruby: (cn=J\c3\b6rg) is a30d0402636e04074ac383c2b67267' out
grep -qxF 'ruby: (cn=J\2arg) is a30a0402636e04044a2a7267' out
grep -qxF 'perl: (cn=J\c3\b6rg) is a30b0402636e04054ac3b67267' out
echo "as described"
