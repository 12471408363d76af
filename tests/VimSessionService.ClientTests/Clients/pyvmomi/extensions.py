"""Extensions through pyVmomi: registered, certified, and logged in with a client certificate, directly and through the SDK tunnel."""

import datetime
import os
import subprocess

from connection import HOST, PORT, anonymous, connect, declared_call
from facts import READER, fact, raised, run, same, unverified
from pyVmomi import SoapStubAdapter, vim, vmodl
from pyVmomi.VmomiSupport import GetServiceVersions

KEY = "com.example.pyvmomi"
CERTIFICATE, PRIVATE = os.environ["VIM_CLIENT_CERT"], os.environ["VIM_CLIENT_KEY"]
SUBJECT = os.environ["VIM_CLIENT_SUBJECT"]
VERSION = GetServiceVersions("vim25")[1]


def description(key, **more):
    return vim.Extension(description=vim.Description(label="pyVmomi", summary="A test"), key=key, version="1.0",
                         lastHeartbeatTime=datetime.datetime.now(datetime.timezone.utc), **more)


def certified():
    """A connection that shows the certificate by itself."""
    context = unverified()
    context.load_cert_chain(CERTIFICATE, PRIVATE)
    return content_of(SoapStubAdapter(host=HOST, port=PORT, version=VERSION, sslContext=context))


def tunnelled():
    """A connection by pyVmomi's own tunnel: it asks the host and port for CONNECT to sslProxyPath, and shows the certificate within."""
    return content_of(SoapStubAdapter(
        host=HOST, port=int(os.environ["VIM_TUNNEL_PORT"]), version=VERSION, sslProxyPath="sdkTunnel:8089",
        certFile=CERTIFICATE, certKeyFile=PRIVATE))


def content_of(stub):
    return vim.ServiceInstance("ServiceInstance", stub).RetrieveContent()


def extensions():
    return connect().RetrieveContent().extensionManager


def register():
    manager = extensions()
    same("an unknown extension is not found", manager.FindExtension(KEY), None)
    manager.RegisterExtension(description(KEY, company="Example", subjectName=SUBJECT))
    same("a registered extension is found", manager.FindExtension(KEY).company, "Example")
    fact("it is listed", KEY in [e.key for e in manager.extensionList])
    fault = raised(lambda: manager.RegisterExtension(description(KEY)), vmodl.fault.InvalidArgument)
    fact("a key that is taken is InvalidArgument", fault is not None and fault.invalidProperty == "extension.key", fault)
    fact("an unknown extension is not updated", raised(lambda: manager.UpdateExtension(description("none")), vim.fault.NotFound) is not None)
    fact("the server has a public key", manager.GetPublicKey().startswith("-----BEGIN PUBLIC KEY-----"))
    same("nothing is managed by it", list(manager.QueryManagedBy(KEY)), [])
    same("it has no addresses", [(u.extensionKey, u.numAddresses) for u in manager.QueryExtensionIpAllocationUsage([KEY])], [(KEY, 0)])
    # SetServiceAccount came after pyVmomi 6.7.
    def set_account(key, account):
        declared_call(manager, "SetServiceAccount", extensionKey=key, serviceAccount=account)
    set_account(KEY, "painter@vsphere.local")
    fault = raised(lambda: set_account(KEY, "painter"), vmodl.fault.InvalidArgument)
    fact("what is no account is InvalidArgument", fault is not None and fault.invalidProperty == "serviceAccount", fault)


def brings_privileges_and_events():
    content = connect().RetrieveContent()
    manager, authorization = content.extensionManager, content.authorizationManager
    paint = KEY + ".Paint"
    manager.UpdateExtension(description(
        KEY, subjectName=SUBJECT,
        privilegeList=[vim.Extension.PrivilegeInfo(privID=paint, privGroupName=KEY)],
        eventList=[vim.Extension.EventTypeInfo(eventID=KEY + ".Painted")],
        taskList=[vim.Extension.TaskTypeInfo(taskID=KEY + ".Task")],
        faultList=[vim.Extension.FaultTypeInfo(faultID=KEY + ".Fault")],
        resourceList=[vim.Extension.ResourceInfo(locale="de", module=module, data=[vim.KeyValue(key=key, value=value)])
                      for module, key, value in (("auth", paint + ".label", "Malen"), ("event", KEY + ".Painted.fullFormat", "Es wurde gemalt"))]))
    kept = manager.FindExtension(KEY)
    same("its types are kept", ([t.taskID for t in kept.taskList], [f.faultID for f in kept.faultList], [e.eventID for e in kept.eventList]),
         ([KEY + ".Task"], [KEY + ".Fault"], [KEY + ".Painted"]))
    same("its privilege is listed", [(p.name, p.privGroupName) for p in authorization.privilegeList if p.privId == paint], [("Paint", KEY)])
    fact("Admin has it", paint in next(r.privilege for r in authorization.roleList if r.roleId == -1))
    role = authorization.AddAuthorizationRole("pyVmomi painters", [paint])
    fact("a role can have it", paint in next(r.privilege for r in authorization.roleList if r.roleId == role))
    content.sessionManager.SetLocale("de")
    same("it is told in its own words", [d.label for d in authorization.description.privilege if d.key == paint], ["Malen"])
    same("its event is described in its own words", [(i.key, i.category) for i in content.eventManager.description.eventInfo
                                                     if i.fullFormat == KEY + ".Painted|Es wurde gemalt"], [(vim.event.EventEx, "info")])
    authorization.RemoveAuthorizationRole(role, True)


def by_subject_name():
    session_manager = certified().sessionManager
    session = session_manager.LoginExtensionBySubjectName(KEY, "de")
    same("a trusted certificate of the subject logs in", (session.userName, session.extensionSession, session.locale), (KEY, True, "de"))
    session_manager.Logout()
    extensions().UpdateExtension(description(KEY, subjectName="CN=somebody else"))
    fact("another subject is InvalidLogin", raised(
        lambda: certified().sessionManager.LoginExtensionBySubjectName(KEY, None), vim.fault.InvalidLogin) is not None)


def certify():
    manager = extensions()
    fact("without a certificate there is none to set",
         raised(lambda: manager.SetExtensionCertificate(KEY, None), vim.fault.NoClientCertificate) is not None)
    with open(CERTIFICATE, "rb") as pem:
        public = subprocess.run(["openssl", "x509", "-noout", "-pubkey"], input=pem.read(), check=True, capture_output=True).stdout.decode()
    manager.SetPublicKey(KEY, public)
    same("a public key unsets the subject name", manager.FindExtension(KEY).subjectName, None)
    fault = raised(lambda: manager.SetPublicKey(KEY, "none"), vmodl.fault.InvalidArgument)
    fact("what is no public key is InvalidArgument", fault is not None and fault.invalidProperty == "publicKey", fault)
    fact("nobody logs in by a certificate that is not set", raised(
        lambda: certified().sessionManager.LoginExtensionByCertificate(KEY, None), vim.fault.InvalidLogin) is not None)
    with open(CERTIFICATE, encoding="ascii") as pem:
        manager.SetExtensionCertificate(KEY, pem.read())
    same("a certificate unsets the subject name", manager.FindExtension(KEY).subjectName, None)


def log_in(way, content):
    session = content.sessionManager.LoginExtensionByCertificate(KEY, "en")
    same("%s: the session is the extension's" % way, (session.userName, session.extensionSession), (KEY, True))
    same("%s: it is the current one" % way, content.sessionManager.currentSession.key, session.key)
    theirs = connect(READER)
    become = content.sessionManager.ImpersonateUser(theirs.content.sessionManager.currentSession.userName, None)
    same("%s: it becomes another user" % way, (become.userName, become.key), (theirs.content.sessionManager.currentSession.userName, session.key))
    theirs.content.sessionManager.Logout()
    content.sessionManager.Logout()
    same("%s: it ends" % way, content.sessionManager.currentSession, None)


def logins():
    log_in("directly", certified())
    log_in("through the tunnel", tunnelled())
    fact("without a certificate it is NoClientCertificate", raised(
        lambda: anonymous().content.sessionManager.LoginExtensionByCertificate(KEY, None), vim.fault.NoClientCertificate) is not None)
    fact("an unknown extension is InvalidLogin", raised(
        lambda: certified().sessionManager.LoginExtensionByCertificate("none", None), vim.fault.InvalidLogin) is not None)
    fact("without a subject name it is NoSubjectName", raised(
        lambda: certified().sessionManager.LoginExtensionBySubjectName(KEY, None), vim.fault.NoSubjectName) is not None)


def unregister():
    content = connect().RetrieveContent()
    content.extensionManager.UnregisterExtension(KEY)
    same("an extension is unregistered", content.extensionManager.FindExtension(KEY), None)
    fact("once only", raised(lambda: content.extensionManager.UnregisterExtension(KEY), vim.fault.NotFound) is not None)
    fact("its privileges are gone with it", not [p for p in content.authorizationManager.privilegeList if p.privId.startswith(KEY)])


run(register, brings_privileges_and_events, by_subject_name, certify, logins, unregister)
