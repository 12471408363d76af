"""The service as a child process."""

import os
import signal
import ssl
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyVim.connect import Disconnect, SmartConnect
from vimsession import Admin, BinaryNotFound, Unreachable, VCenter
from vimsession.binary import find_binary

KIT = Path(__file__).parents[1]


def test_two_services_share_nothing(pytestconfig):
    with VCenter.start(options=["--session-timeout", "5m"], password="s p&c'") as first, VCenter.start() as second:
        si = SmartConnect(**first.connect_args())
        assert len(first.admin.sessions.list()) == 1 and second.admin.sessions.list() == []
        first.admin.clock.advance("6m")
        assert first.admin.sessions.list() == []
        with pytest.raises(ssl.SSLCertVerificationError):
            SmartConnect(**{**first.connect_args(), "sslContext": second.tls()})
        del si


def test_a_client_finds_the_service_by_its_data_directory(tmp_path):
    with VCenter.start(user="root") as vcenter:
        admin = Admin.of(vcenter._data_directory)
        assert admin.url == vcenter.admin.url
        assert admin.users.get("root").has_password
        assert admin.request("GET", "clock")["rate"] == 1
    with pytest.raises(Unreachable, match="Does the service run"):
        admin.sessions.list()
    with pytest.raises(FileNotFoundError, match="no service with this data directory runs"):
        Admin.of(tmp_path)


def test_the_service_ends_when_the_process_that_started_it_is_killed():
    script = "from vimsession import VCenter; import time; v = VCenter.start(); print(v.pid, v.admin.url, flush=True); time.sleep(600)"
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(KIT)})
    pid, url = parent.stdout.readline().split()
    assert is_alive(int(pid))

    parent.send_signal(signal.SIGKILL)
    parent.communicate()

    deadline = time.monotonic() + 30
    while is_alive(int(pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(int(pid))
    with pytest.raises(Unreachable):
        Admin(url).sessions.list()


def test_a_service_that_does_not_start_says_why():
    with pytest.raises(RuntimeError, match=r"ended with 2 before it was ready\.(.|\n)*--max-sessions"):
        VCenter.start(options=["--max-sessions", "many"])
    with pytest.raises(ValueError, match="--listen is set by VCenter.start"):
        VCenter.start(options=["--listen=127.0.0.1:1"])


def test_the_log_is_kept_and_cut():
    with VCenter.start() as vcenter:
        Disconnect(SmartConnect(**vcenter.connect_args()))
        deadline = time.monotonic() + 30
        while not any(" INF Logout 200" in line for line in vcenter.log()) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert any(" INF Logout 200" in line for line in vcenter.log())
        assert vcenter.password not in "".join(line for line in vcenter.log() if "Password:" not in line)
        assert vcenter.log(vcenter.written) == []


def test_the_program_is_found_by_option_variable_and_path(tmp_path, monkeypatch):
    programs = [tmp_path / name for name in ("given", "variable", "VimSessionService")]
    for program in programs:
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("VIMSESSION_BINARY", str(programs[1]))
    assert find_binary(programs[0]) == str(programs[0])
    assert find_binary() == str(programs[1])
    monkeypatch.delenv("VIMSESSION_BINARY")
    assert find_binary() == str(programs[2])
    with pytest.raises(BinaryNotFound, match="no program that can be started. Build it .*dotnet publish"):
        find_binary(tmp_path / "nothing")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(BinaryNotFound, match="VIMSESSION_BINARY, or put it into PATH. Build it .*dotnet publish"):
        find_binary()


def is_alive(pid):
    """Whether a process runs; one that has ended and that nobody has waited for does not."""
    try:
        return Path("/proc/%d/stat" % pid).read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_users_file_is_read_again(tmp_path):
    users = tmp_path / "users.json"
    users.write_text('{"Users": []}')
    with VCenter.start(options=["--users-file", str(users)]) as vcenter:
        users.write_text('{"Users": [{"Name": "svc@vsphere.local", "Password": "one", "Role": "ReadOnly"}]}')
        read = vcenter.admin.reload().files
        assert [(file.option, file.path) for file in read] == [("--users-file", str(users))] and sum(read[0].counts.values()) > 0
        Disconnect(SmartConnect(**vcenter.connect_args("svc@vsphere.local", "one")))
