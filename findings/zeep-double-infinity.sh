#!/usr/bin/env bash
# zeep 4.2.1 (Debian 12): infinity and "not a number" are written in forms that XML Schema does not have.
#
# Expected: "INF", "-INF" and "NaN", the only forms of them of xsd:double and xsd:float, which zeep reads.
# Seen: a double is written as Python does, "inf", "-inf" and "nan", and a float in upper case, so that "NAN" is wrong there. A server that keeps to the schema refuses the request.
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

seen = {}
for kind in (xsd.Double, xsd.Float):
    seen[kind.__name__] = [kind().xmlvalue(float(text)) for text in ("inf", "-inf", "nan")]
    print(kind.__name__, seen[kind.__name__], "read back:", [kind().pythonvalue(text) for text in ("INF", "-INF", "NaN")])
assert seen == {"Double": ["inf", "-inf", "nan"], "Float": ["INF", "-INF", "NAN"]}, seen
PYTHON
PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
echo "as described"
