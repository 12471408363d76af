#!/usr/bin/env bash
# Psych 4.0.3 (Debian 12, ruby 3.1) with PyYAML 6.0 beside it: an integer of base 60 with two parts is read 60 times too large.
#
# Expected: 1:30 is 90 (the integer type of YAML 1.1: each part is worth 60 times the next), as PyYAML reads it, and a text for readers of YAML 1.2.
# Seen: 5400, as if the 1 were hours; -1:30 is even -1800. Three parts are read well: 1:01:30 is 3690. A time limit of 1:30 in a scenario is a minute and a half for one reader and an hour and a half for the other.
set -euo pipefail
[ -x /usr/bin/ruby ] || { echo "needs Debian's ruby"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download python3-yaml=6.0-3+b2
dpkg -x python3-yaml_*.deb root
cat >probe.rb <<'RUBY'
require 'yaml'
puts "Psych #{Psych::VERSION}, ruby #{RUBY_VERSION}"
['1:30', '1:01:30', '-1:30', '190:20:30', '08:30'].each { |text| puts "psych: #{text} is #{YAML.safe_load("limit: #{text}")['limit'].inspect}" }
RUBY
cat >probe.py <<'PYTHON'
import yaml

print("PyYAML", yaml.__version__)
for text in ("1:30", "1:01:30", "-1:30", "190:20:30"):
    print(f"PyYAML: {text} is {yaml.safe_load('limit: ' + text)['limit']!r}")
PYTHON
{
  /usr/bin/ruby probe.rb
  PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
} | tee out
grep -qx 'psych: 1:30 is 5400' out
grep -qx 'psych: 1:01:30 is 3690' out
grep -qx 'psych: -1:30 is -1800' out
grep -qx 'psych: 190:20:30 is 685230' out
grep -qx 'PyYAML: 1:30 is 90' out
grep -qx 'PyYAML: 1:01:30 is 3690' out
grep -qx 'PyYAML: -1:30 is -90' out
echo "as described"
