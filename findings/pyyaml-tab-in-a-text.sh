#!/usr/bin/env bash
# PyYAML 6.0 with libyaml 0.2.5 and Psych 4.0.3 (Debian 12): a plain text with a tab in it is an error for PyYAML in Python, and is read by the same PyYAML with libyaml.
#
# Expected: `name: one<tab>two` is the text "one\ttwo": white space inside of a plain scalar is a space or a tab (YAML 1.2.2, 5.5 and 7.3.3; 1.1 has the same), as CSafeLoader and Psych read it. YamlDotNet 18.1.0 writes such texts bare.
# Seen: SafeLoader, which safe_load is, stops at the tab: "found character '\t' that cannot start any token". The two loaders of one library disagree whether the document is valid.
set -euo pipefail
[ -x /usr/bin/ruby ] || { echo "needs Debian's ruby"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download python3-yaml=6.0-3+b2 libyaml-0-2=0.2.5-1
for package in *.deb; do dpkg -x "$package" root; done
ls ./*.deb
printf 'name: one\ttwo\n' >tab.yaml
printf 'name: one two\n' >space.yaml
cat >probe.py <<'PYTHON'
import yaml

for loader in (yaml.SafeLoader, yaml.CSafeLoader):
    for file in ("space", "tab"):
        try:
            print(f"{loader.__name__}: {file}: {yaml.load(open(file + '.yaml'), loader)['name']!r}")
        except yaml.YAMLError as failure:
            print(f"{loader.__name__}: {file}: {failure.problem}")
PYTHON
{
  LD_LIBRARY_PATH=$(echo "$folder"/root/usr/lib/*-linux-gnu) PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
  /usr/bin/ruby -ryaml -e 'puts "Psych: tab: #{YAML.safe_load(File.read("tab.yaml"))["name"].inspect}"'
} | tee out
grep -qxF "SafeLoader: space: 'one two'" out
grep -qxF "SafeLoader: tab: found character '\\t' that cannot start any token" out
grep -qxF "CSafeLoader: tab: 'one\\ttwo'" out
grep -qxF 'Psych: tab: "one\ttwo"' out
echo "as described"
