#!/usr/bin/env bash
# gSOAP 2.8.124 (Debian 12): a time in the year 1 is read as one of 1970.
#
# Expected: a time of the year 1, which .NET writes for a time that was never set (DateTime.MinValue), or an error where it does not fit.
# Seen: 0001-01-01T00:00:00Z is 1970-01-01T00:00:00Z and 0001-07-15T12:34:56Z is 1970-07-15T12:34:56Z, without an error, and cannot be told from these. Other years are read as they are; the year 2 is written as "2", which
#       is no year of XML Schema.
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
    const char *texts[] = {"0001-01-01T00:00:00Z", "0001-07-15T12:34:56Z", "0002-01-01T00:00:00Z"};
    const std::string expected[] = {"1970-01-01T00:00:00Z", "1970-07-15T12:34:56Z", "2-01-01T00:00:00Z"};
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
