#!/usr/bin/env bash
# pyVmomi 8.0.3.0.1 (Debian 13): a local time is written with the offset that the zone has today, not with the one that it has at that time.
#
# Expected: a datetime without a zone, which pyVmomi takes for local time, is written with its own offset, as datetime.astimezone() gives it: in New York -05:00 in
#           January and -04:00 in July.
# Seen: both are written with the offset of the day on which the program runs. A filter of events for last July that a program makes in November begins an hour
#       late, and so does a scheduled task that is set up for the other half of the year. There is no error. A datetime with a zone is written correctly.
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
from datetime import datetime
from pyVmomi import SoapAdapter, vim

def written(time):
    text = SoapAdapter.SerializeToStr(vim.event.EventFilterSpec.ByTime(beginTime=time), version="vim.version.version12")
    return text[text.index("<beginTime>") + 11:text.index("</beginTime>")]

january, july = datetime(2026, 1, 15, 12), datetime(2026, 7, 15, 12)
for time in (january, july):
    print(time.isoformat(), "is written as", written(time), "- with its zone as", written(time.astimezone()))
assert january.astimezone().utcoffset() != july.astimezone().utcoffset()
assert written(january)[-6:] == written(july)[-6:]
assert written(january.astimezone())[-6:] == "-05:00" and written(july.astimezone())[-6:] == "-04:00"
PYTHON
TZ=EST5EDT,M3.2.0,M11.1.0 PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
echo "as described"
