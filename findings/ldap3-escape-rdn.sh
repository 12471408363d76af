#!/usr/bin/env bash
# python3-ldap3 2.9.1 (Debian 12) with Net::LDAP 0.68 of Perl as a reader: escape_rdn gives another value for a lone space and for a NUL, and fails for an empty text.
#
# Expected: the escaped value is read back as the value (RFC 4514, 2.4): a space is '\ ', a NUL is '\00', an empty text is itself.
# Seen: a space is '\\ ', an escaped backslash with a space after it, so that the name is that of a backslash; a NUL stays a raw NUL behind a backslash; an empty text is an IndexError. Two spaces, and spaces around a text, are escaped well.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download python3-ldap3=2.9.1-2 python3-pyasn1 libnet-ldap-perl libconvert-asn1-perl
for package in *.deb; do dpkg -x "$package" root; done
ls ./python3-ldap3_*.deb
cat >probe.py <<'PYTHON'
from ldap3.utils.dn import escape_rdn

for value in (" a", "a ", "  ", "a,b", " ", "a\0b", ""):
    try:
        print(f"{value!r}\t{escape_rdn(value)!r}")
    except IndexError as failure:
        print(f"{value!r}\tIndexError {failure}")
PYTHON
PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py | tee out
grep -qxF "' a'	'\\\\ a'" out
grep -qxF "'  '	'\\\\ \\\\ '" out
grep -qxF "' '	'\\\\\\\\ '" out
grep -qxF "'a\\x00b'	'a\\\\\\x00b'" out
grep -qxF "''	IndexError string index out of range" out
cat >read.pl <<'PERL'
use strict;
use Net::LDAP::Util qw(ldap_explode_dn);

for my $escaped ('\\\\ ', '\\ ') { print "cn=$escaped,dc=local is the value '", ldap_explode_dn("cn=$escaped,dc=local")->[0]{CN}, "'\n" }
PERL
PERL5LIB=$folder/root/usr/share/perl5 /usr/bin/perl read.pl | tee out
grep -qxF "cn=\\\\ ,dc=local is the value '\\'" out
grep -qxF "cn=\\ ,dc=local is the value ' '" out
echo "as described"
