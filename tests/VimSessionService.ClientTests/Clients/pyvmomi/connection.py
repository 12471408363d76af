"""Connections of pyVmomi to the service under test."""

from facts import HOST, PASSWORD, PORT, SCHEME, USER, unverified
from pyVim.connect import SmartConnect, SmartStubAdapter
from pyVmomi import vim
from pyVmomi.VmomiSupport import F_OPTIONAL, ManagedObject, Object

CONTEXT = unverified() if SCHEME == "https" else None
SHOWN_COOKIE = r'vmware_soap_session="[0-9a-f]{40}"; Path=/; HttpOnly; %s' % ("Secure;" if SCHEME == "https" else "")


def connect(user=USER, password=PASSWORD, **options):
    """A ServiceInstance that is logged in, by the way most scripts take."""
    return SmartConnect(protocol=SCHEME, host=HOST, port=PORT, user=user, pwd=password, sslContext=CONTEXT, **options)


def anonymous(**options):
    """A ServiceInstance that is not logged in."""
    port = PORT if SCHEME == "https" else -PORT
    stub = SmartStubAdapter(host=HOST, port=port, sslContext=CONTEXT, **options)
    return vim.ServiceInstance("ServiceInstance", stub)


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
