"""An outage of single sign-on alone."""

import json
import os
import urllib.request

from facts import HOST, PORT, fact, raised, run, unverified
from pyVim import sso
from pyVim.connect import SmartConnect
from pyVmomi import vim

SVC, PASSWORD = "svc@vsphere.local", "secret"


def clock(action, body=None):
    request = urllib.request.Request(
        os.environ["VIM_ADMIN_URL"] + "/clock/" + action, method="POST", data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": "Bearer " + os.environ["VIM_ADMIN_TOKEN"], "Content-Type": "application/json"})
    urllib.request.urlopen(request).close()


def token():
    authenticator = sso.SsoAuthenticator("https://%s:%d/sts/STSService/vsphere.local" % (HOST, PORT))
    return authenticator.get_bearer_saml_assertion(SVC, PASSWORD, ssl_context=unverified())


def connect():
    return SmartConnect(host=HOST, port=PORT, user=SVC, pwd=PASSWORD, sslContext=unverified())


def sso_outage():
    fact("a token is given before", token() is not None)
    si = connect()
    clock("advance", {"by": "1m"})
    refused = raised(token, Exception)
    fact("in the outage there is none", refused is not None, refused)
    fact("the open session goes on", si.CurrentTime() is not None)
    fact("a login by password works", isinstance(connect(), vim.ServiceInstance))
    clock("advance", {"by": "5m"})
    clock("real")  # this client goes by the real time, and asks for tokens from now on
    fact("later a token is given again", token() is not None)


run(sso_outage)
