#!/usr/bin/env bash
# expat 2.5.0 takes an XML declaration with any version, and the same parser under Python's minidom does too.
#
# Expected: XML 1.0 (fifth edition), production 26: a version is "1." and digits; version="9" is not well-formed, and libxml2 and .NET refuse it.
# Seen: expat reads a document that declares version "9" without an error. Servers of the vSphere API parse requests with expat, so a
#       mock that uses another parser has to decide for itself which declarations it lets in.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download libexpat1 libxml2-utils libxml2 >/dev/null
ls ./*.deb
/usr/bin/python3 - <<'PYTHON'
import pyexpat
from xml.parsers import expat

print(pyexpat.EXPAT_VERSION)
for version in ("1.0", "1.1", "9"):
    parser = expat.ParserCreate()
    declared = []
    parser.XmlDeclHandler = lambda given, encoding, standalone: declared.append(given)
    parser.Parse('<?xml version="%s"?><a/>' % version, True)
    print("version", version, "is read, and told to the program as", declared)
    assert declared == [version]
assert pyexpat.EXPAT_VERSION == "expat_2.5.0", "another expat than the one described"
PYTHON
if command -v xmllint >/dev/null; then
    printf '<?xml version="9"?><a/>' >nine.xml
    if xmllint --noout nine.xml 2>message; then echo "libxml2 reads it as well"; exit 1; fi
    head -n 1 message
fi
echo "as described"
