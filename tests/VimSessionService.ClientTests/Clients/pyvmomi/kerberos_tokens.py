"""Tokens of single sign-on by Kerberos tickets, and logins by them: who gets one, in how many legs, and who does not."""

import os
import subprocess

from connection import anonymous, stub_adapter
from facts import NO_PERMISSION, fact, raised, run, same, unverified
from pyVmomi import vim
from spnego import (ACCEPT_INCOMPLETE, NTLM, NTLM_NEGOTIATE, OLD_WINDOWS_KERBEROS, REQUEST_MIC, SecondChoice, initial, mechanisms)
from spnego import KERBEROS as KERBEROS_NAME
from tickets_of_kerberos import DCE_STYLE, INTEGRITY, KERBEROS, MUTUAL, REPLAY, context, credentials
from trust import BASE64, SPNEGO, issue, negotiate, respond

REFUSED = (500, ("ns0:FailedAuthentication", "Invalid credentials"))
IDENTITY = tuple(os.path.join(os.environ["KRB5_DIRECTORY"], "alice." + kind) for kind in ("pem", "key"))


def session_of(token, identity=None):
    """Logs in by a token, on a connection with a certificate or without, and out again."""
    tls = unverified()
    if identity is not None:
        tls.load_cert_chain(*identity)
    stub = stub_adapter(sslContext=tls, samlToken=token)
    manager = vim.ServiceInstance("ServiceInstance", stub).RetrieveContent().sessionManager
    session = manager.LoginByToken()
    stub.samlToken = None
    same("the session is the current one", manager.currentSession.key, session.key)
    manager.Logout()
    return session.userName, session.fullName


def refused(what, answer):
    same("%s is refused, and not told why" % what, (answer.status, answer.fault), REFUSED)
    fact("%s gets nothing" % what, answer.token is None and answer.exchange is None)


def a_bearer_token():
    alice = credentials("alice")
    client = context(alice, flags=REPLAY)
    answer, legs = negotiate(client)
    same("a ticket gets a token in one leg", (answer.status, legs), (200, 1))
    same("it is the principal's", answer.values("NameID"), ["alice@EXAMPLE.TEST"])
    same("it says that they had a ticket", answer.values("AuthnContextClassRef"), ["urn:oasis:names:tc:SAML:2.0:ac:classes:Kerberos"])
    same("it is for who bears it", answer.method(), "bearer")
    same("it logs in", session_of(answer.token), (r"EXAMPLE.TEST\alice", "Alice Example"))
    answer = issue(context(alice, flags=REPLAY, service="vpxd/vc.example.test").step())
    same("a ticket for any service of the keytab is as good", answer.token and answer.values("NameID"), ["alice@EXAMPLE.TEST"])
    answer = issue(context(alice, flags=REPLAY).step(), context=None)
    same("one leg needs no Context", (answer.status, answer.context), (200, None))


def a_token_for_a_key():
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", IDENTITY[1], "-out", IDENTITY[0], "-days", "2",
                    "-subj", "/CN=alice"], check=True, capture_output=True)
    answer, legs = negotiate(context(credentials("alice"), flags=MUTUAL | REPLAY | DCE_STYLE), identity=IDENTITY)
    same("a signed request of several legs gets a token", (answer.status, legs), (200, 2))
    same("it is for who has the key", (answer.values("NameID"), answer.method()), (["alice@EXAMPLE.TEST"], "holder-of-key"))
    same("it logs in on a connection of that key", session_of(answer.token, IDENTITY)[0], r"EXAMPLE.TEST\alice")
    fact("and on no other", raised(lambda: session_of(answer.token), vim.fault.InvalidLogin) is not None)


def mutual_authentication():
    alice = credentials("alice")
    client = context(alice)
    answer, legs = negotiate(client)
    same("the service's own proof comes with the token", (legs, answer.kind, answer.context), (1, (SPNEGO, BASE64), "c-1"))
    fact("by it the client knows the service", client.complete and int(client.actual_flags) & MUTUAL, client.actual_flags)
    client = context(alice, flags=MUTUAL | REPLAY | DCE_STYLE)
    answer = issue(client.step(), "c-2")
    same("a challenge repeats the Context and holds no token", (answer.status, answer.context, answer.token), (200, "c-2", None))
    answer = respond(client.step(answer.exchange), "c-2")
    fact("the answer to it gets the token", answer.token is not None, answer.fault)


def preferences():
    alice = credentials("alice")
    client = SecondChoice(context(alice, KERBEROS, MUTUAL | REPLAY | INTEGRITY))
    answer, legs = negotiate(client)
    same("who prefers NTLM comes to Kerberos in three legs", (answer.status, legs, client.states),
         (200, 3, [REQUEST_MIC, ACCEPT_INCOMPLETE]))
    fact("the service has proven itself and signed what was offered", client.has_verified and int(client.actual_flags) & MUTUAL)
    same("the token is the principal's", answer.token and answer.values("NameID"), ["alice@EXAMPLE.TEST"])
    offers = mechanisms(OLD_WINDOWS_KERBEROS, KERBEROS_NAME, NTLM)
    answer = issue(initial(offers, context(alice, KERBEROS, REPLAY).step()))
    same("what Windows offers gets a token at once", answer.token and answer.values("NameID"), ["alice@EXAMPLE.TEST"])
    refused("SPNEGO with NTLM alone", issue(initial(mechanisms(NTLM), NTLM_NEGOTIATE)))
    client = SecondChoice(context(alice, KERBEROS, MUTUAL | REPLAY | INTEGRITY))
    answer = issue(client.step(), "c-3")
    answer = respond(client.step(answer.exchange), "c-3")
    client.step(answer.exchange)
    same("who was promised a signature of the offers", (answer.status, answer.token), (200, None))
    refused("another signature", respond(SecondChoice.forged(), "c-3"))


def refusals():
    alice = credentials("alice")
    refused("a ticket for another service", issue(context(alice, service="HTTP/vc.example.test").step()))
    other = os.environ["KRB5_OTHER_REALM"]
    refused("a ticket of another realm", issue(context(credentials("alice", other), realm=other).step()))
    token = context(alice, flags=REPLAY).step()
    same("a token of a ticket is good", issue(token).status, 200)
    refused("the same again", issue(token))
    refused("garbage", issue(b"garbage" * 20))
    client = context(alice, flags=MUTUAL | REPLAY | DCE_STYLE)
    answer = client.step(issue(client.step(), "c-4").exchange)
    refused("the right answer of another Context", respond(answer, "c-5"))
    same("under its own it is good still", respond(answer, "c-4").status, 200)
    refused("the same answer again", respond(answer, "c-4"))
    client = context(alice, flags=MUTUAL | REPLAY | DCE_STYLE)
    other = context(alice, flags=MUTUAL | REPLAY | DCE_STYLE)
    client.step(issue(client.step(), "c-6").exchange)
    refused("an answer of another negotiation", respond(other.step(issue(other.step(), "c-7").exchange), "c-6"))
    same("several legs need a Context", issue(context(alice, flags=MUTUAL | REPLAY | DCE_STYLE).step(), None).fault, ("ns0:RequestFailed", "Missing context!"))


def permissions():
    same("a group's role is its members'", session_of(negotiate(context(credentials("dave"), flags=REPLAY))[0].token)[0], r"EXAMPLE.TEST\dave")
    for user, what in (("bob", "an account without a permission"), ("carol", "a principal without an account")):
        answer, _ = negotiate(context(credentials(user), flags=REPLAY))
        same("%s gets a token of its domain" % what, answer.values("NameID"), [user + "@EXAMPLE.TEST"])
        fault = raised(lambda: session_of(answer.token), vim.fault.NoPermission)
        fact("%s is NoPermission when it logs in" % what, fault is not None and fault.msg == NO_PERMISSION, fault)
    same("nobody is left logged in", anonymous().RetrieveContent().sessionManager.currentSession, None)


run(a_bearer_token, a_token_for_a_key, mutual_authentication, preferences, refusals, permissions)
