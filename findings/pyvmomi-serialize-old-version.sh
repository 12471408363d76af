#!/usr/bin/env bash
# pyVmomi 8.0.3.0.1 (Debian 13): SerializeToStr without a version writes an object as VI API 2.0 knows it, and drops its newer members.
#
# Expected: what SerializeToStr writes and Deserialize reads is equal to the object, or an error says that a member cannot be written.
# Seen: the members ipAddress, userAgent and callCount of a UserSession (since API 5.1) are not written. Read again, they are the values of members that were
#       never set: empty texts and 0. With the version of the newest API all come back. Objects that a program keeps as XML lose data without an error.
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
from datetime import datetime, timezone
from pyVmomi import SoapAdapter, vim
from pyVmomi.VmomiSupport import newestVersions

now = datetime(2026, 11, 29, tzinfo=timezone.utc)
session = vim.UserSession(
    key="52", userName="u", fullName="f", loginTime=now, lastActiveTime=now, locale="en", messageLocale="en",
    extensionSession=False, ipAddress="192.0.2.1", userAgent="agent", callCount=7)
for version in None, newestVersions.GetName("vim"):
    text = SoapAdapter.SerializeToStr(session, version=version)
    again = SoapAdapter.Deserialize(text)
    print(version, "->", again.userName, repr(again.ipAddress), repr(again.userAgent), again.callCount)
    if version is None:
        assert 'versionId="2.0"' in text
        assert (again.ipAddress, again.userAgent, again.callCount) == ("", "", 0)
    else:
        assert (again.ipAddress, again.userAgent, again.callCount) == ("192.0.2.1", "agent", 7)
PYTHON
PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
echo "as described"
