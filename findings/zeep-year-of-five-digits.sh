#!/usr/bin/env bash
# zeep 4.2.1 with isodate 0.6.1 (Debian 12): a year with five digits loses its last.
#
# Expected: XML Schema has years with more than four digits. Python has none, so that 10000-01-01T00:00:00Z should be an error, as 0000-01-01T00:00:00Z is.
# Seen: it is read as the year 1000, and 20261-05-01T00:00:00Z as 2026, without an error: a time far in the future, such as an expiry that is meant as "never", is long past.
set -euo pipefail
dpkg -s python3-lxml >/dev/null || { echo "needs Debian's python3-lxml"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download python3-zeep=4.2.1-1 python3-isodate=0.6.1-1 python3-attr python3-cached-property python3-certifi python3-chardet python3-charset-normalizer python3-idna python3-platformdirs python3-requests \
    python3-requests-file python3-requests-toolbelt python3-six python3-tz python3-urllib3
for package in *.deb; do dpkg -x "$package" root; done
ls python3-zeep_*.deb python3-isodate_*.deb
cat >probe.py <<'PYTHON'
from zeep import xsd

for text, year in (("10000-01-01T00:00:00Z", 1000), ("20261-05-01T00:00:00Z", 2026)):
    read = xsd.DateTime().pythonvalue(text)
    print(text, "is read as", read.isoformat())
    assert read.year == year, read
PYTHON
PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
echo "as described"
