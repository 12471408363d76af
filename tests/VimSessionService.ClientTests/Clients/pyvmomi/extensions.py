"""Extensions through pyVmomi: registered, certified, and logged in with a client certificate, directly and through the SDK tunnel."""

import datetime
import http.client
import os
import subprocess
import tempfile

from connection import CONTEXT, HOST, PORT, connect
from facts import fact, raised, run, same, unverified
from pyVmomi import SoapStubAdapter, vim, vmodl
from pyVmomi.VmomiSupport import GetServiceVersions

KEY = "com.example.pyvmomi"
FOLDER = tempfile.mkdtemp()
CERTIFICATE, PRIVATE = os.path.join(FOLDER, "cert.pem"), os.path.join(FOLDER, "key.pem")


def description(key, **more):
    return vim.Extension(description=vim.Description(label="pyVmomi", summary="A test"), key=key, version="1.0",
                         lastHeartbeatTime=datetime.datetime.now(datetime.timezone.utc), **more)


def with_certificate():
    context = unverified()
    context.load_cert_chain(CERTIFICATE, PRIVATE)
    return context


def direct(context):
    return vim.ServiceInstance("ServiceInstance", SoapStubAdapter(
        host=HOST, port=PORT, version=GetServiceVersions("vim25")[1], sslContext=context)).RetrieveContent()


def tunnelled(context):
    def tunnel(host, **_):
        connection = http.client.HTTPSConnection("127.0.0.1", int(os.environ["VIM_TUNNEL_PORT"]), context=context)
        connection.set_tunnel("sdkTunnel", 8089)
        return connection
    stub = SoapStubAdapter(host="sdkTunnel", port=8089, version=GetServiceVersions("vim25")[1], sslContext=context)
    stub.scheme = tunnel
    return vim.ServiceInstance("ServiceInstance", stub).RetrieveContent()


def register():
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=pyvmomi",
                    "-keyout", PRIVATE, "-out", CERTIFICATE], check=True, capture_output=True)
    manager = connect().RetrieveContent().extensionManager
    same("an unknown extension is not found", manager.FindExtension(KEY), None)
    manager.RegisterExtension(description(KEY, company="Example", subjectName="CN=pyvmomi"))
    same("a registered extension is found", manager.FindExtension(KEY).company, "Example")
    fact("it is listed", KEY in [e.key for e in manager.extensionList])
    fault = raised(lambda: manager.RegisterExtension(description(KEY)), vmodl.fault.InvalidArgument)
    fact("a key that is taken is InvalidArgument", fault is not None and fault.invalidProperty == "extension.key", fault)
    fact("an unknown extension is not updated", raised(lambda: manager.UpdateExtension(description("none")), vim.fault.NotFound) is not None)
    fact("the server has a public key", manager.GetPublicKey().startswith("-----BEGIN PUBLIC KEY-----"))
    fact("without a certificate there is none to set",
         raised(lambda: manager.SetExtensionCertificate(KEY, None), vim.fault.NoClientCertificate) is not None)
    with open(CERTIFICATE, encoding="ascii") as pem:
        manager.SetExtensionCertificate(KEY, pem.read())
    same("a certificate unsets the subject name", manager.FindExtension(KEY).subjectName, None)


def log_in(way, content):
    session = content.sessionManager.LoginExtensionByCertificate(KEY, "en")
    same("%s: the session is the extension's" % way, (session.userName, session.extensionSession), (KEY, True))
    same("%s: it is the current one" % way, content.sessionManager.currentSession.key, session.key)
    content.sessionManager.Logout()
    same("%s: it ends" % way, content.sessionManager.currentSession, None)


def logins():
    log_in("directly", direct(with_certificate()))
    log_in("through the tunnel", tunnelled(with_certificate()))
    fact("without a certificate it is NoClientCertificate", raised(
        lambda: direct(CONTEXT).sessionManager.LoginExtensionByCertificate(KEY, None), vim.fault.NoClientCertificate) is not None)
    fact("an unknown extension is InvalidLogin", raised(
        lambda: direct(with_certificate()).sessionManager.LoginExtensionByCertificate("none", None), vim.fault.InvalidLogin) is not None)
    fact("without a subject name it is NoSubjectName", raised(
        lambda: direct(with_certificate()).sessionManager.LoginExtensionBySubjectName(KEY, None), vim.fault.NoSubjectName) is not None)


def unregister():
    manager = connect().RetrieveContent().extensionManager
    manager.UnregisterExtension(KEY)
    same("an extension is unregistered", manager.FindExtension(KEY), None)
    fact("once only", raised(lambda: manager.UnregisterExtension(KEY), vim.fault.NotFound) is not None)


run(register, logins, unregister)
