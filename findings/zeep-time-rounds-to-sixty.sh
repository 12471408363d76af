#!/usr/bin/env bash
# zeep 4.2.1 with isodate 0.6.1 (Debian 12): the last half microsecond of a minute cannot be read.
#
# Expected: 2026-01-01T00:00:59.9999999Z, with the seven digits that .NET writes, is read as a time of that minute or, rounded, as the next minute. 2026-01-01T00:00:00.1234567Z is read as .123457.
# Seen: the seconds are rounded to microseconds by themselves, to 60.000000, which is a ValueError: the whole answer cannot be read. 9999-12-31T23:59:59.9999999Z, which .NET has for "never", is one of them.
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

assert xsd.DateTime().pythonvalue("2026-01-01T00:00:00.1234567Z").microsecond == 123457
for text in ("2026-01-01T00:00:59.9999999Z", "9999-12-31T23:59:59.9999999Z"):
    try:
        raise SystemExit(f"{text} is read: {xsd.DateTime().pythonvalue(text)}")
    except ValueError as failure:
        print(f"{text}: ValueError: {failure}")
assert xsd.DateTime().pythonvalue("2026-01-01T00:00:59.9999994Z").second == 59
PYTHON
PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
echo "as described"
