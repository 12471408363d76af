"""The pytest plugin: fixtures with a running service, the check for leaked sessions, and the service's log of a failed test."""

from __future__ import annotations

from typing import Any, Generator, Iterator, Optional, Tuple

import pytest

from .admin import Admin
from .leaks import SessionsLeaked
from .process import VCenter

_MARK = "vcenter"
_CHECK_LEAKS = "check_leaks"
_MOST_LINES = 200
_started = pytest.StashKey[Tuple[VCenter, int]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("vimsession").addoption("--vimsession-binary", metavar="FILE", help="the program VimSessionService that the fixture vcenter starts")
    parser.addini("vimsession_binary", "the program VimSessionService that the fixture vcenter starts")
    parser.addini("vimsession_options", "options of the service's command line, such as --max-sessions 4", type="args")
    parser.addini("vimsession_check_leaks", "fail each test that leaves a session open", type="bool", default=False)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "vcenter(check_leaks=True): fail the test when it leaves a session open; False lets it, whatever vimsession_check_leaks says")


@pytest.fixture(scope="session")
def vcenter_process(pytestconfig: pytest.Config) -> Iterator[VCenter]:
    """The service of this run of tests. It is not reset between tests: use ``vcenter`` unless a fixture of a wider scope needs the service."""
    vcenter = VCenter.start(
        pytestconfig.getoption("--vimsession-binary") or pytestconfig.getini("vimsession_binary"), options=pytestconfig.getini("vimsession_options"))
    yield vcenter
    vcenter.stop()


@pytest.fixture
def vcenter(request: pytest.FixtureRequest, vcenter_process: VCenter) -> Iterator[VCenter]:
    """A vCenter as it is at its start: no sessions, no rules, an empty journal, the real time."""
    check = _checks_leaks(request)
    vcenter_process.reset()
    request.node.stash[_started] = (vcenter_process, vcenter_process.written)
    yield vcenter_process
    leaked = _leaked(vcenter_process) if check else None
    if leaked is not None:
        pytest.fail("The test left sessions open. %s" % leaked, pytrace=False)


@pytest.fixture
def vcenter_admin(vcenter: VCenter) -> Admin:
    """The admin API of ``vcenter``."""
    return vcenter.admin


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: "pytest.CallInfo[None]") -> Generator[None, Any, None]:
    outcome = yield
    report = outcome.get_result()
    if report.failed and _started in item.stash:
        vcenter, before = item.stash[_started]
        lines = vcenter.log(before)
        if len(lines) > _MOST_LINES:
            lines = ["(%d lines before these)" % (len(lines) - _MOST_LINES), *lines[-_MOST_LINES:]]
        report.sections.append(("log of the vCenter", "\n".join(lines) or "It wrote nothing during the test."))


def _leaked(vcenter: VCenter) -> Optional[SessionsLeaked]:
    try:
        vcenter.admin.leaks.assert_none()
        return None
    except SessionsLeaked as leaked:
        return leaked


def _checks_leaks(request: pytest.FixtureRequest) -> bool:
    mark = request.node.get_closest_marker(_MARK)
    if mark is None or not (mark.args or mark.kwargs):
        return bool(request.config.getini("vimsession_check_leaks"))
    if mark.args or set(mark.kwargs) != {_CHECK_LEAKS} or not isinstance(mark.kwargs[_CHECK_LEAKS], bool):
        raise pytest.UsageError("%s: the marker is written @pytest.mark.vcenter(check_leaks=True) or @pytest.mark.vcenter(check_leaks=False)" % request.node.nodeid)
    return bool(mark.kwargs[_CHECK_LEAKS])
