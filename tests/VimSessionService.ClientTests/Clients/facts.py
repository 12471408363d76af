"""What the Python clients of these tests have in common: where the service is, and how a fact is reported."""

import os
import ssl
import sys
import traceback

HOST = os.environ["VIM_HOST"]
PORT = int(os.environ["VIM_PORT"])
SCHEME = os.environ["VIM_SCHEME"]
URL = os.environ["VIM_URL"]
USER = os.environ["VIM_USER"]
PASSWORD = os.environ["VIM_PASSWORD"]
READER = os.environ["VIM_READER"]

WRONG_LOGIN = "Cannot complete login due to an incorrect user name or password."
NOT_AUTHENTICATED = "The session is not authenticated."
NO_PERMISSION = "Permission to perform this operation was denied."
KEY = r"52[0-9a-f]{6}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

_failed = 0


def unverified():
    """A TLS context that takes the service's self-signed certificate."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def fact(text, holds, seen=None):
    """Reports one fact; the run goes on, so that one failure does not hide the next."""
    global _failed
    if holds:
        print("ok - " + text)
    else:
        _failed += 1
        print("not ok - %s%s" % (text, "" if seen is None else ": saw %r" % (seen,)))


def same(text, seen, expected):
    """Reports that a value is the expected one."""
    fact(text, seen == expected, (seen, "instead of", expected))


def raised(call, *types):
    """The exception of one of the types that the call raises; None when it returns."""
    try:
        call()
    except types as exception:
        return exception
    return None


def run(*parts):
    """Runs every part; one that breaks counts as a failed fact and lets the others run."""
    global _failed
    for part in parts:
        try:
            part()
        except Exception:  # pylint: disable=broad-except
            _failed += 1
            print("not ok - %s broke off" % part.__name__)
            traceback.print_exc()
    sys.exit(1 if _failed else 0)
