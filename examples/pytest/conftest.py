"""Runs the service for a session of tests. VCENTER_COMMAND is the command that starts it, VimSessionService without it."""

import os
import shlex
import ssl
import subprocess
from urllib.parse import urlsplit

import pytest


class VCenter:
    """A running service."""

    user = "root"
    password = "secret"

    def __init__(self, url):
        self.url = url
        self.host = urlsplit(url).hostname
        self.port = urlsplit(url).port
        self.certificate = ssl.get_server_certificate((self.host, self.port))

    def tls(self):
        """A TLS context that trusts the service's certificate and no other."""
        return ssl.create_default_context(cadata=self.certificate)


@pytest.fixture(scope="session")
def vcenter(tmp_path_factory):
    command = shlex.split(os.environ.get("VCENTER_COMMAND", "VimSessionService"))
    options = ["--listen", "127.0.0.1:0", "--username", VCenter.user, "--password", VCenter.password]
    options += ["--data-directory", str(tmp_path_factory.mktemp("vcenter")), "--stdin-exit"]
    service = subprocess.Popen(command + options, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    first = service.stdout.readline().strip()  # empty when the service ended with an error, which it wrote to standard error
    assert first.startswith("Listening on "), f"the service did not start: {first}"
    yield VCenter(first[len("Listening on ") :])
    service.stdin.close()  # the service stops; it does so too when this process is killed
    assert service.wait(30) == 0
