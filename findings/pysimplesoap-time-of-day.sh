#!/usr/bin/env bash
# python3-pysimplesoap 1.16.2 (Debian 12): a time of day is written without colons, so that the library cannot read it again.
#
# Expected: hh:mm:ss (XML Schema part 2, 3.2.8), which is what the library reads.
# Seen: 10:30:05 is written as 103005, which is no xsd:time; read again it is a ValueError. Dates and moments are written well.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
package=python3-pysimplesoap
apt-get -qq download $package python3-httplib2 python3-pyparsing
for file in *.deb; do dpkg -x "$file" root; done
ls ./$package*.deb
cat >probe.py <<'PYTHON'
import re
from datetime import date, datetime, time

from pysimplesoap.simplexml import SimpleXMLElement


def read(kind, text):
    try:
        return repr(SimpleXMLElement(f"<v>{text}</v>").unmarshall({"v": kind})["v"])
    except ValueError as failure:
        return f"ValueError: {failure}"


written = []
for value in (date(2026, 12, 1), datetime(2026, 12, 1, 10, 30, 5), time(10, 30, 5)):
    element = SimpleXMLElement("<r/>")
    element.marshall("v", value)
    text = re.search("<v>(.*)</v>", element.as_xml().decode())[1]
    again = read(type(value), text)
    print(f"{value!r} is written as {text}, which is read as {again}")
    written.append((text, again.startswith("ValueError")))
assert read(time, "10:30:05") == "datetime.time(10, 30, 5)"
assert written == [("2026-12-01", False), ("2026-12-01T10:30:05", False), ("103005", True)], written
PYTHON
PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 -W ignore probe.py
echo "as described"
