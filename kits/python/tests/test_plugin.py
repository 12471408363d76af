"""The plugin, in runs of pytest of their own."""

import os

import pytest

LOGIN = """
    from pyVim.connect import Disconnect, SmartConnect

    def log_in(vcenter):
        return SmartConnect(**vcenter.connect_args())
"""


@pytest.fixture
def run(pytester, monkeypatch):
    """Runs a test file with the plugin, in a process of its own."""
    monkeypatch.setenv("PYTHONPATH", os.path.dirname(os.path.dirname(__file__)))

    def run_file(text, ini="", *arguments):
        pytester.makeini("[pytest]\n" + ini)
        pytester.makepyfile(helper=LOGIN)
        pytester.makepyfile(test_file="import pytest\nfrom helper import Disconnect, log_in\n" + text)
        return pytester.runpytest_subprocess("-p", "vimsession.plugin", "-p", "no:cacheprovider", *arguments)

    return run_file


def test_one_service_is_reset_between_tests(run):
    result = run("""
pids = set()

@pytest.mark.parametrize("time", range(2))
def test_something(vcenter, vcenter_admin, time):
    assert vcenter_admin is vcenter.admin
    assert vcenter_admin.sessions.list() == [] and vcenter_admin.journal.calls() == []
    assert vcenter_admin.rules.list() == [] and vcenter_admin.clock.show().is_real
    log_in(vcenter)
    vcenter_admin.clock.freeze()
    vcenter_admin.rules.on("Login").throw("InvalidLogin")
    vcenter_admin.users.add("svc", "one")
    pids.add(vcenter.pid)

def test_the_process(vcenter_process):
    assert pids == {vcenter_process.pid}
""")
    result.assert_outcomes(passed=3)


LEAK = """
def test_leak(vcenter):
    log_in(vcenter)

def test_no_leak(vcenter):
    Disconnect(log_in(vcenter))

@pytest.fixture
def session(vcenter):
    si = log_in(vcenter)
    yield si
    Disconnect(si)

def test_a_fixture_that_logs_out_is_no_leak(session):
    session.CurrentTime()
"""


def test_a_leak_is_let_unless_the_run_asks(run):
    run(LEAK).assert_outcomes(passed=3)


def test_a_leak_fails_the_test_when_the_run_asks(run):
    result = run(LEAK, "vimsession_check_leaks = true\n")
    result.assert_outcomes(passed=3, errors=1)
    result.stdout.re_match_lines([r".*ERROR at teardown of test_leak", r".*The test left sessions open\. 1 session was never logged out\. pyvmomi.*1 open"])


def test_a_leak_fails_the_test_when_its_marker_asks(run):
    result = run("""
@pytest.mark.vcenter(check_leaks=True)
def test_leak(vcenter):
    log_in(vcenter)

@pytest.mark.vcenter(check_leaks=False)
def test_let(vcenter):
    log_in(vcenter)
""", "", "--strict-markers")
    result.assert_outcomes(passed=2, errors=1)
    run("""
@pytest.mark.vcenter(check_leaks=False)
def test_let(vcenter):
    log_in(vcenter)
""", "vimsession_check_leaks = true\n").assert_outcomes(passed=1)


@pytest.mark.parametrize("mark", ["(True)", "(leaks=True)", "(check_leaks='yes')"])
def test_a_marker_that_says_something_else_is_an_error(run, mark):
    result = run("@pytest.mark.vcenter%s\ndef test_something(vcenter):\n    pass\n" % mark)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*the marker is written @pytest.mark.vcenter(check_leaks=True)*"])


def test_the_log_of_the_service_is_shown_with_a_failure(run):
    result = run("""
import time

def test_before(vcenter):
    vcenter.admin.users.add("before", "one")

def test_failure(vcenter):
    Disconnect(log_in(vcenter))
    end = time.monotonic() + 30
    while not any("Logout" in line for line in vcenter.log()) and time.monotonic() < end:
        time.sleep(0.01)
    assert False
""")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*- log of the vCenter -*", "* INF Login 200 *", "* INF Logout 200 *"])


def test_options_of_the_service_are_those_of_the_configuration(run):
    run("""
def test_limit(vcenter):
    assert vcenter.admin.limits.get().max_sessions == 7
""", "vimsession_options = --max-sessions 7 --reserved-sessions 0\n").assert_outcomes(passed=1)


def test_a_missing_program_is_an_error_that_says_how_to_build_it(run, monkeypatch):
    monkeypatch.delenv("VIMSESSION_BINARY", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    result = run("def test_something(vcenter):\n    pass\n")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*BinaryNotFound: VimSessionService was not found. *dotnet publish src/VimSessionService*"])
    result = run("def test_something(vcenter):\n    pass\n", "", "--vimsession-binary", "/nowhere/at/all")
    result.stdout.fnmatch_lines(["*BinaryNotFound: /nowhere/at/all, which the option names, is no program*"])
