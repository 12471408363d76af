#!/usr/bin/env bash
# spyne 2.14.0 (Debian 12): the zone of a time of day and of a date is read and thrown away.
#
# Expected: 10:00:00Z and 10:00:00+05:30 are two different values of xsd:time (XML Schema part 2, 3.2.8), five and a half hours apart. spyne keeps the zone of xsd:dateTime.
# Seen: both are read as 10:00:00 without a zone, as is a date with one, without an error. Written back, they have no zone: a time of a daily task in UTC becomes one of an unknown zone.
set -euo pipefail
/usr/bin/python3 -c 'import lxml' || { echo "needs Debian's python3-lxml"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download python3-spyne=2.14.0-2 python3-tz
for package in *.deb; do dpkg -x "$package" root; done
ls ./*.deb
cat >probe.py <<'PYTHON'
import sys

from lxml import etree
from spyne.model import Date, DateTime, Time
from spyne.protocol.xml import XmlDocument

changed = False
for kind, text, expected in (
    (DateTime, "2026-12-01T10:00:00+05:30", "2026-12-01T10:00:00+05:30"),
    (Time, "10:00:00Z", "10:00:00"), (Time, "10:00:00+05:30", "10:00:00"), (Date, "2026-12-01+05:30", "2026-12-01")):
    protocol, element, parent = XmlDocument(), etree.Element("v"), etree.Element("parent")
    element.text = text
    read = protocol.from_element(None, kind, element)
    protocol.to_parent(None, kind, read, parent, "urn:v", "v")
    print(f"{kind.__name__} {text} is read as {read!r} and written as {parent[0].text}")
    changed |= parent[0].text != expected
sys.exit(changed)
PYTHON
PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 -W ignore probe.py
echo "as described"
