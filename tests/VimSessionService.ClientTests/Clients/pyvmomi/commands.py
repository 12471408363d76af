"""A client beside the command line: what one command does to its session."""

import json
import os
import subprocess

from connection import connect
from facts import NOT_AUTHENTICATED, PASSWORD, USER, fact, raised, run, same
from pyVim.connect import Disconnect
from pyVmomi import vim

PROGRAM = json.loads(os.environ["VIM_COMMAND"])


def command(*arguments):
    """Runs the program; the result is its exit code and what it wrote to standard output."""
    done = subprocess.run([*PROGRAM, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stdout


def a_client_logs_in_again_after_one_command():
    si = connect()
    key = si.content.sessionManager.currentSession.key
    code, written = command("sessions", "ls", "--user", USER, "--json")
    same("the session is listed", (code, [session["key"] for session in json.loads(written)["sessions"]]), (0, [key]))
    same("one command expires it", command("sessions", "expire", "--user", USER), (0, "1 session expired.\n"))
    refused = raised(si.CurrentTime, vim.fault.NotAuthenticated)
    same("the client is told that it is not authenticated", getattr(refused, "msg", None), NOT_AUTHENTICATED)
    si.content.sessionManager.Login(USER, PASSWORD)
    fact("it logs in again on the same connection", si.CurrentTime() is not None)
    same("a session that is open fails the assertion", command("leaks", "--assert")[0], 1)
    Disconnect(si)
    same("one that was logged out does not", command("leaks", "--assert")[0], 0)
    same("what is refused ends with 1", command("users", "rm", "nobody-of-this-name")[0], 1)
    same("a wrong command line ends with 2", command("sessions", "expire")[0], 2)
    same("a service that is not there ends with 3", command("sessions", "ls", "--admin-url", "http://127.0.0.1:1")[0], 3)


run(a_client_logs_in_again_after_one_command)
