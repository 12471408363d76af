#!/usr/bin/env bash
# Psych 4.0.3 (Debian 12, ruby 3.1) with PyYAML 6.0 beside it: a merge key that stands after a key of the mapping replaces its value.
#
# Expected: what the mapping says itself wins over what `<<` brings, wherever `<<` stands: the merge type of YAML 1.1 inserts a key only unless the mapping has it already, and the order of keys has no meaning.
# Seen: with `<<` first the mapping's own value stays; with `<<` after it the merged value takes its place, without a word. PyYAML gives the mapping's own value both times.
set -euo pipefail
[ -x /usr/bin/ruby ] || { echo "needs Debian's ruby"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download python3-yaml=6.0-3+b2
dpkg -x python3-yaml_*.deb root
cat >first.yaml <<'YAML'
small: &small { cpus: 1, memory: 512 }
large: { <<: *small, cpus: 8 }
YAML
cat >last.yaml <<'YAML'
small: &small { cpus: 1, memory: 512 }
large: { cpus: 8, <<: *small }
YAML
cat >probe.rb <<'RUBY'
require 'yaml'
puts "Psych #{Psych::VERSION}, ruby #{RUBY_VERSION}"
%w[first last].each { |file| puts "psych: << #{file}: cpus #{YAML.safe_load(File.read("#{file}.yaml"), aliases: true)['large']['cpus']}" }
RUBY
cat >probe.py <<'PYTHON'
import yaml

print("PyYAML", yaml.__version__)
for file in ("first", "last"):
    print(f"PyYAML: << {file}: cpus", yaml.safe_load(open(file + ".yaml"))["large"]["cpus"])
PYTHON
{
  /usr/bin/ruby probe.rb
  PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
} | tee out
grep -qx 'psych: << first: cpus 8' out
grep -qx 'psych: << last: cpus 1' out
grep -qx 'PyYAML: << first: cpus 8' out
grep -qx 'PyYAML: << last: cpus 8' out
echo "as described"
