#!/usr/bin/env bash
# spyne 2.14.0 (Debian 12): a duration with a fraction of a second below 0.1 is written as another duration.
#
# Expected: the digits after the point are a decimal fraction (XML Schema part 2, 3.2.6), so 50 milliseconds are PT0.05S or PT0.050000S.
# Seen: the microseconds are written after the point without their leading zeros. 50 milliseconds are PT0.50000S, half a second; one microsecond is PT0.1S. spyne reads
#       PT0.05S well, and writes it back ten times as long. Fractions from 0.1 on are right.
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
from datetime import timedelta

from lxml import etree
from spyne.model import Duration
from spyne.protocol.xml import XmlDocument

changed = False
for text, first, second in (("PT0.5S", "PT0.500000S", 0.5), ("PT0.05S", "PT0.50000S", 0.5), ("PT0.005S", "PT0.5000S", 0.5)):
    protocol, element, parent = XmlDocument(), etree.Element("v"), etree.Element("parent")
    element.text = text
    read = protocol.from_element(None, Duration, element)
    protocol.to_parent(None, Duration, read, parent, "urn:v", "v")
    again = protocol.from_element(None, Duration, parent[0])
    print(f"{text} is read as {read.total_seconds()} seconds, written as {parent[0].text}, and read again as {again.total_seconds()} seconds")
    changed |= parent[0].text != first or again != timedelta(seconds=second)
sys.exit(changed)
PYTHON
PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 -W ignore probe.py
echo "as described"
