#!/usr/bin/env bash
# gSOAP 2.8.124 (Debian 12): the sign of a time zone between -00:01 and -00:59 is lost.
#
# Expected: 2026-11-29T15:00:00-00:30 is 15:30 in UTC, as 15:00-01:30 is 16:30 (XML Schema part 2, 3.2.7).
# Seen: it is read as 14:30, as if it were +00:30, without an error. Offsets of an hour and more are read as they should be.
set -euo pipefail
command -v g++ >/dev/null || { echo "needs g++"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download gsoap=2.8.124-2 libgsoap-dev=2.8.124-2 libgsoap-2.8.124=2.8.124-2
for package in ./*.deb; do dpkg -x "$package" root; done
ls ./*.deb
cat >value.h <<'H'
//gsoap v schema namespace: urn:v
typedef time_t xsd__dateTime;
struct v__Value { xsd__dateTime time; };
int v__get(struct v__Value *value, struct v__Value *result);
H
root/usr/bin/soapcpp2 -CL -x value.h >/dev/null 2>&1
cat >probe.cpp <<'CPP'
#include <iostream>
#include <sstream>
#include "soapH.h"
#include "v.nsmap"

static std::string read(const std::string &text)
{
    struct soap *soap = soap_new();
    std::istringstream in("<v:Value xmlns:v=\"urn:v\"><time>" + text + "</time></v:Value>");
    soap->is = &in;
    struct v__Value value;
    if (soap_read_v__Value(soap, &value) != SOAP_OK)
        return "error";
    return soap_dateTime2s(soap, value.time);
}

int main()
{
    const char *texts[] = {"2026-11-29T15:00:00-01:30", "2026-11-29T15:00:00+00:30", "2026-11-29T15:00:00-00:30"};
    const std::string expected[] = {"2026-11-29T16:30:00Z", "2026-11-29T14:30:00Z", "2026-11-29T14:30:00Z"};
    int changed = 0;
    for (int i = 0; i < 3; i++)
    {
        std::string seen = read(texts[i]);
        std::cout << texts[i] << " is read as " << seen << std::endl;
        changed += seen != expected[i];
    }

    return changed;
}
CPP
g++ -w -Iroot/usr/include -I. probe.cpp soapC.cpp -o probe root/usr/lib/x86_64-linux-gnu/libgsoap++.a
./probe
echo "as described"
