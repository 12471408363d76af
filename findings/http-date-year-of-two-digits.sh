#!/usr/bin/env bash
# HTTP::Date 6.05, HTTP::CookieJar 0.014 and HTTP::Cookies 6.10 (Debian 12, Perl): a cookie that ended in 1970 lives on when its year has two digits.
#
# Expected: a year from 70 to 99 is one of the 1900s (RFC 6265, 5.1.1), so "Thu, 01-Jan-70 00:00:00 GMT", the form of Netscape's first cookies that many servers still write to end one, removes it.
# Seen: HTTP::Date takes the century that is nearest to today, since 2020 the year 2070: both cookie jars keep the cookie and send it. With 1970 in full they remove it.
set -euo pipefail
[ -x /usr/bin/perl ] || { echo "needs Debian's perl"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download libhttp-date-perl=6.05-2 libhttp-cookiejar-perl=0.014-1 libhttp-cookies-perl=6.10-1 libhttp-message-perl liburi-perl libclone-perl libencode-locale-perl libio-html-perl liblwp-mediatypes-perl libtimedate-perl
for package in *.deb; do dpkg -x "$package" root; done
ls ./libhttp-date-perl_*.deb ./libhttp-cookie*.deb
cat >probe.pl <<'PERL'
use strict;
use HTTP::CookieJar;
use HTTP::Cookies;
use HTTP::Date qw(str2time);
use HTTP::Request;
use HTTP::Response;

for my $date ('Thu, 01-Jan-1970 00:00:00 GMT', 'Thu, 01-Jan-70 00:00:00 GMT', 'Sun, 01-Jan-95 00:00:00 GMT') {
    my @results = ('HTTP::Date: ' . (1900 + (gmtime str2time($date))[5]));
    my $jar = HTTP::CookieJar->new;
    $jar->add('http://vc.example/sdk', $_) for 'session=52a1; Path=/', "session=ended; Path=/; Expires=$date";
    push @results, 'HTTP::CookieJar: ' . ($jar->cookie_header('http://vc.example/sdk') || 'nothing');
    my $cookies = HTTP::Cookies->new;
    for my $line ('session=52a1; Path=/', "session=ended; Path=/; Expires=$date") {
        my $answer = HTTP::Response->new(200, 'OK', [ 'Set-Cookie' => $line ]);
        $answer->request(HTTP::Request->new(GET => 'http://vc.example/sdk'));
        $cookies->extract_cookies($answer);
    }
    my $request = HTTP::Request->new(GET => 'http://vc.example/sdk');
    $cookies->add_cookie_header($request);
    push @results, 'HTTP::Cookies: ' . ($request->header('Cookie') || 'nothing');
    print "$date: ", join(', ', @results), "\n";
}
PERL
PERL5LIB=$folder/root/usr/share/perl5:$(echo "$folder"/root/usr/lib/*/perl5/5.*) /usr/bin/perl probe.pl | tee out
grep -qxF 'Thu, 01-Jan-1970 00:00:00 GMT: HTTP::Date: 1970, HTTP::CookieJar: nothing, HTTP::Cookies: nothing' out
grep -qxF 'Thu, 01-Jan-70 00:00:00 GMT: HTTP::Date: 2070, HTTP::CookieJar: session=ended, HTTP::Cookies: session=ended' out
grep -qxF 'Sun, 01-Jan-95 00:00:00 GMT: HTTP::Date: 1995, HTTP::CookieJar: nothing, HTTP::Cookies: nothing' out
echo "as described"
