"""A token that is shown when its ticket has expired."""

import time

from connection import anonymous
from facts import fact, raised, run
from pyVmomi import vim
from tickets_of_kerberos import KERBEROS, context, credentials, encoded

CLOCK_SKEW = 1


def expired():
    alice = credentials("alice", "EXAMPLE.TEST", "-l", "4s")
    end = time.time() + 4 + CLOCK_SKEW + 1
    token = encoded(context(alice, KERBEROS).step())
    fact("the ticket is short", alice.lifetime <= 4, alice.lifetime)
    while time.time() < end:
        time.sleep(0.2)
    fact("its token is InvalidLogin",
         raised(lambda: anonymous().RetrieveContent().sessionManager.LoginBySSPI(token), vim.fault.InvalidLogin) is not None)


run(expired)
