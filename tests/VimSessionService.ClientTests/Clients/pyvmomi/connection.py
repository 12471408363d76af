"""Connections of pyVmomi to the service under test."""

from facts import HOST as ADDRESS
from facts import PASSWORD, PORT, SCHEME, USER, unverified
from pyVim.connect import SmartConnect, SmartStubAdapter
from pyVmomi import SoapStubAdapter, vim
from pyVmomi.VmomiSupport import F_OPTIONAL, GetServiceVersions, ManagedObject, Object

MANAGERS = [p.name for p in vim.ServiceInstanceContent._GetPropertyList() if issubclass(p.type, ManagedObject)]
# pyVmomi gives a loopback address a TLS context that its plain connection then refuses; a name in capitals it leaves alone.
HOST = ADDRESS if SCHEME == "https" else "LOCALHOST"
CONTEXT = unverified() if SCHEME == "https" else None
SHOWN_COOKIE = r'vmware_soap_session="[0-9a-f]{40}"; Path=/; HttpOnly;%s' % (" Secure;" if SCHEME == "https" else "")


def connect(user=USER, password=PASSWORD, **options):
    """A ServiceInstance that is logged in, by the way most scripts take."""
    return SmartConnect(protocol=SCHEME, host=HOST, port=PORT, user=user, pwd=password, sslContext=CONTEXT, **options)


def anonymous(**options):
    """A ServiceInstance that is not logged in."""
    return vim.ServiceInstance("ServiceInstance", stub_adapter(**options))


def stub_adapter(**options):
    """A connection without anything said on it; over plain http pyVmomi can make it only without negotiation."""
    if SCHEME == "https":
        return SmartStubAdapter(host=HOST, port=PORT, **{"sslContext": CONTEXT, **options})
    return SoapStubAdapter(host=HOST, port=-PORT, version=GetServiceVersions("vim25")[1])


def with_cookie(cookie):
    """A ServiceInstance that presents the given cookie text."""
    si = anonymous()
    si._stub.cookie = cookie
    return si


def identity(reference):
    """A managed object as type and id."""
    return None if reference is None else "%s:%s" % (type(reference).__name__.split(".")[-1], reference._moId)


def fetch(managed_object, name):
    """Reads a property by Fetch, which some releases of pyVmomi use for every property and others for none."""
    info = managed_object._GetPropertyInfo(name)
    parameter = Object(name="prop", type=str, version=managed_object._stub.version, flags=0)
    method = Object(name=name, type=ManagedObject, wsdlName="Fetch", version=info.version, params=(parameter,),
                    isTask=False, resultFlags=F_OPTIONAL, result=info.type, methodResult=info.type)
    return managed_object._stub.InvokeMethod(managed_object, method, (name,))


def declared_call(managed_object, name, **arguments):
    """Calls a method that came after the client's release, whose arguments are texts, by a declaration of the client's own kind."""
    parameters = tuple(Object(name=key, type=str, version=managed_object._stub.version, flags=0) for key in arguments)
    method = Object(name=name, type=ManagedObject, wsdlName=name, version=managed_object._stub.version, params=parameters,
                    isTask=False, resultFlags=F_OPTIONAL, result=type(None), methodResult=type(None))
    return managed_object._stub.InvokeMethod(managed_object, method, tuple(arguments.values()))
