"""Logins of users of this machine through pyVmomi, by a file in the place of a password."""

import os
import stat

from connection import anonymous, connect
from facts import PASSWORD, PORT, SCHEME, USER, fact, raised, run, same, unverified
from pyVim.connect import SmartConnect
from pyVmomi import vim


def manager(si):
    return si.RetrieveContent().sessionManager


def local_tickets():
    ticket = manager(anonymous()).AcquireLocalTicket(USER)
    same("a local ticket is the user's", ticket.userName, USER)
    same("its file is its owner's alone", stat.S_IMODE(os.stat(ticket.passwordFilePath).st_mode), 0o600)
    same("its directory is its owner's alone", stat.S_IMODE(os.stat(os.path.dirname(ticket.passwordFilePath)).st_mode), 0o700)
    with open(ticket.passwordFilePath, encoding="ascii") as file:
        content = file.read()
    session = manager(connect(USER, content)).currentSession
    same("what the file holds is a password", session.userName, os.environ["VIM_SHOWN_USER"])
    fact("the file is gone after the login", not os.path.exists(ticket.passwordFilePath))
    fault = raised(lambda: connect(USER, content), vim.fault.InvalidLogin)
    fact("a second time it is InvalidLogin", fault is not None, fault)
    same("the user's own password stays good", manager(connect(USER, PASSWORD)).currentSession.userName, session.userName)

    si = SmartConnect(protocol=SCHEME, host="localhost", port=PORT, user=USER, pwd="", sslContext=unverified())
    same("SmartConnect to localhost needs no password", manager(si).currentSession.userName, session.userName)
    same("it leaves no file behind", os.listdir(os.path.dirname(ticket.passwordFilePath)), [])

    fault = raised(lambda: manager(anonymous()).AcquireLocalTicket("nonesuch"), vim.fault.InvalidLogin)
    fact("an unknown user is InvalidLogin", fault is not None, fault)
    fault = raised(lambda: manager(anonymous()).AcquireLocalTicket(os.environ["VIM_NOBODY"]), vim.fault.NoPermission)
    fact("a user without access is NoPermission", fault is not None, fault)


run(local_tickets)
