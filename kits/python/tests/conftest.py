import pytest
from pyVim.connect import Disconnect, SmartConnect

pytest_plugins = ["pytester"]


@pytest.fixture
def connect(vcenter):
    """Logs in with pyVmomi; the sessions are logged out at the end of the test."""
    connected = []

    def log_in(user=None, password=None):
        connected.append(SmartConnect(**vcenter.connect_args(user, password)))
        return connected[-1]

    yield log_in
    vcenter.admin.rules.clear()
    vcenter.admin.outages.stop_all()
    for si in connected:
        try:
            Disconnect(si)
        except Exception:  # the test has ended the session
            pass
