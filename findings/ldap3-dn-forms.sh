#!/usr/bin/env bash
# python3-ldap3 2.9.1 (Debian 12) with Net::LDAP 0.68 of Perl beside it: names that RFC 4514 allows are refused before they are sent.
#
# Expected: a type may be an object identifier, a value may be the hexadecimal text of its encoding, and = need not be escaped in a value (RFC 4514, 2.3, 2.4 and 3). Net::LDAP takes all of them.
# Seen: parse_dn, which Connection uses for each name while check_names is on (the default), is LDAPInvalidDnError for 2.5.4.3=a, for cn=#04024869 and for cn=a=b; safe_dn makes the second another value, the text "#04024869".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download python3-ldap3=2.9.1-2 python3-pyasn1 libnet-ldap-perl libconvert-asn1-perl
for package in *.deb; do dpkg -x "$package" root; done
ls ./python3-ldap3_*.deb
cat >probe.py <<'PYTHON'
from ldap3.core.exceptions import LDAPInvalidDnError
from ldap3.utils.dn import parse_dn, safe_dn

for name in ("cn=a,dc=local", "2.5.4.3=a,dc=local", "cn=#04024869,dc=local", "cn=a=b,dc=local"):
    for function in (parse_dn, safe_dn):
        try:
            print(f"{function.__name__} {name}: {function(name)}")
        except LDAPInvalidDnError as failure:
            print(f"{function.__name__} {name}: LDAPInvalidDnError {failure}")
PYTHON
cat >probe.pl <<'PERL'
use strict;
use Net::LDAP::Util qw(canonical_dn);

print "Net::LDAP $_: ", canonical_dn($_) // 'refused', "\n" for 'cn=a,dc=local', '2.5.4.3=a,dc=local', 'cn=#04024869,dc=local', 'cn=a=b,dc=local', 'c_n=a,dc=local';
PERL
{
  PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
  PERL5LIB=$folder/root/usr/share/perl5 /usr/bin/perl probe.pl
} | tee out
grep -qxF "parse_dn cn=a,dc=local: [('cn', 'a', ','), ('dc', 'local', '')]" out
for name in 2.5.4.3=a cn=#04024869 cn=a=b; do grep -q "^parse_dn $name,dc=local: LDAPInvalidDnError" out; done
grep -qxF 'safe_dn cn=#04024869,dc=local: cn=\#04024869,dc=local' out
[ "$(grep -c '^Net::LDAP .*DC=local$' out)" -eq 4 ]
grep -qxF 'Net::LDAP c_n=a,dc=local: refused' out
echo "as described"
