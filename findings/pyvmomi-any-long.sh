#!/usr/bin/env bash
# pyVmomi 8.0.3.0.1 (Debian 13): a number of more than 32 bits is written as xsd:int where a member has no type of its own.
#
# Expected: xsd:long, since xsd:int ends at 2147483647 (XML Schema part 2, 3.3.17), and since pyVmomi itself has vmodl.long for such numbers.
# Seen: OptionValue.value = 1099511627776 is written as <value xsi:type="xsd:int">1099511627776</value>, which no reader that checks its types accepts. The client
#       notices nothing before it sends. vmodl.long(1099511627776) is written as xsd:long.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p lists/partial cache/archives/partial
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian trixie main" >sources.list
cat >apt.conf <<APT
Dir::Etc::sourcelist "$folder/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$folder/lists";
Dir::Cache "$folder/cache";
APT
export APT_CONFIG=$folder/apt.conf
apt-get -qq update
apt-get -qq -o APT::Sandbox::User=root download python3-pyvmomi=8.0.3.0.1-1
dpkg -x python3-pyvmomi_*.deb root
ls ./*.deb
cat >probe.py <<'PYTHON'
from pyVmomi import SoapAdapter, vim
from pyVmomi.VmomiSupport import long as vmodl_long

plain = SoapAdapter.SerializeToStr(vim.option.OptionValue(key="k", value=1 << 40))
typed = SoapAdapter.SerializeToStr(vim.option.OptionValue(key="k", value=vmodl_long(1 << 40)))
print("value=1 << 40       ->", plain[plain.index("<value"):])
print("value=long(1 << 40) ->", typed[typed.index("<value"):])
assert '<value xsi:type="xsd:int">1099511627776</value>' in plain
assert '<value xsi:type="xsd:long">1099511627776</value>' in typed
PYTHON
PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
echo "as described"
