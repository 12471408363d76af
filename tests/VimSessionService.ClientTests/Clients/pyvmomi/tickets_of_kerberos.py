"""Tickets and tokens of Kerberos, by kinit and MIT's GSS-API."""

import base64
import os
import subprocess

import gssapi

REALM = os.environ["KRB5_REALM"]
KERBEROS = gssapi.MechType.kerberos
SPNEGO = gssapi.OID.from_int_seq("1.3.6.1.5.5.2")
MUTUAL = 0x2
REPLAY = 0x4
INTEGRITY = 0x20
DCE_STYLE = 0x1000  # the client proves itself in a third message, so the acceptor needs another token


def encoded(token):
    return base64.b64encode(token).decode("ascii")


def credentials(user, realm=REALM, *options):
    """Gets a ticket-granting ticket and gives the credentials in its cache."""
    cache = "FILE:" + os.path.join(os.environ["KRB5_DIRECTORY"], "cc-%s-%s" % (user, realm))
    subprocess.run(["/usr/bin/kinit", "-c", cache, *options, "%s@%s" % (user, realm)], check=True, text=True,
                   input=os.environ["KRB5_PASSWORD"] + "\n", stdout=subprocess.DEVNULL)
    return gssapi.Credentials(usage="initiate", store={"ccache": cache})


def context(who, mechanism=SPNEGO, flags=MUTUAL | REPLAY, service="host/vc.example.test", realm=REALM):
    """A security context of the client's side with a service."""
    name = gssapi.Name("%s@%s" % (service, realm), gssapi.NameType.kerberos_principal)
    return gssapi.SecurityContext(name=name, creds=who, mech=mechanism, flags=flags, usage="initiate")
