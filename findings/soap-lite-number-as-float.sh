#!/usr/bin/env bash
# SOAP::Lite 1.27 (Debian 12): a double, and an unsigned number above the range of xsd:long, are written as xsd:float.
#
# Expected: a number of Perl is a double, and its text has up to 15 digits: xsd:double. xsd:float is the IEEE type of 32 bits (XML Schema part 2, 3.2.4), which has 24 bits for the digits. An integer that does not fit
#           xsd:long is xsd:unsignedLong or xsd:integer.
# Seen: the serializer knows xsd:float alone. 1764396000.12346 is written as xsd:float: for a reader that keeps to the type that is 1764396032, 32 seconds later. 18446744073709551615, which SOAP::Lite has read as xsd:unsignedLong,
#       is written back as xsd:float too. SOAP::Data->type(double => …) is written as asked.
set -euo pipefail
command -v perl >/dev/null || { echo "needs perl"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download libsoap-lite-perl=1.27-3 libclass-inspector-perl libxml-parser-lite-perl libxml-parser-perl libtask-weaken-perl libwww-perl liburi-perl libhttp-message-perl libhttp-date-perl libio-sessiondata-perl
for package in *.deb; do dpkg -x "$package" root; done
ls ./libsoap-lite-perl_*.deb
cat >probe.pl <<'PERL'
use strict;
use SOAP::Lite;

my $read = SOAP::Deserializer->new->deserialize('<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <e:Body><r xmlns="urn:vim25"><v xsi:type="xsd:unsignedLong">18446744073709551615</v></r></e:Body></e:Envelope>')->valueof('//r/v');
for my $value (9223372036854775807, $read, 1764396000.123456, SOAP::Data->name('value')->type(double => 1764396000.123456)) {
    my $sent = SOAP::Serializer->new->envelope(freeform => ref $value ? $value : SOAP::Data->name(value => $value));
    my ($type, $text) = $sent =~ m{<value xsi:type="([^"]*)">([^<]*)</value>};
    print "$text is written as $type";
    printf ', which is %.0f', unpack 'f', pack 'f', $text if $type eq 'xsd:float';
    print "\n";
}
PERL
PERL5LIB=$folder/root/usr/share/perl5:$(echo "$folder"/root/usr/lib/*/perl5/5.*) perl probe.pl | tee out
printf '%s\n' '9223372036854775807 is written as xsd:long' '18446744073709551615 is written as xsd:float, which is 18446744073709551616' '1764396000.12346 is written as xsd:float, which is 1764396032' \
    '1764396000.12346 is written as xsd:double' | diff - out
echo "as described"
