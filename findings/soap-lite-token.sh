#!/usr/bin/env bash
# SOAP::Lite 1.27 (Debian 12): an answer with a value of xsd:token or xsd:normalizedString cannot be read.
#
# Expected: both are types of XML Schema that are derived from xsd:string (part 2, 3.3.1 and 3.3.2); a reader without special treatment takes the text. SOAP::Lite reads other types that it does nothing with, such as xsd:gYear, as a text.
# Seen: "Unrecognized type '{http://www.w3.org/2001/XMLSchema}token'", for the whole answer, also when the value is not asked for.
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

for my $type (qw(string gYear duration anyURI token normalizedString)) {
    my $answer = eval { SOAP::Deserializer->new->deserialize(qq{<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <e:Body><r xmlns="urn:vim25"><name>vm-1</name><value xsi:type="xsd:$type">2026</value></r></e:Body></e:Envelope>}) };
    my ($failure) = $@ =~ /^(.*)/;
    print "xsd:$type: ", $answer ? 'name=' . $answer->valueof('//r/name') . ' value=' . $answer->valueof('//r/value') : $failure, "\n";
}
PERL
PERL5LIB=$folder/root/usr/share/perl5:$(echo "$folder"/root/usr/lib/*/perl5/5.*) perl probe.pl | tee out
[ "$(grep -c 'name=vm-1 value=2026' out)" -eq 4 ]
[ "$(grep -cF "Unrecognized type '{http://www.w3.org/2001/XMLSchema}" out)" -eq 2 ]
echo "as described"
