"""A session as a test with pyVmomi has it: connect, see who one is, log out. Usage: session.py HOST PORT USER PASSWORD"""
import sys

from pyVim.connect import Disconnect, SmartConnect
from pyVmomi import vim, vmodl

host, port, user, password = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
# pyVmomi gives a loopback address a TLS context that its plain connection then refuses; a name in capitals it leaves alone.
si = SmartConnect(protocol="http", host=host.upper(), port=port, user=user, pwd=password)
si._stub.requestContext = {"operationID": "op000000"}
content = si.RetrieveContent()
manager = content.sessionManager
session = manager.currentSession
assert session.userName == user
assert manager.SessionIsActive(sessionID=session.key, userName=session.userName)
collector = vmodl.query.PropertyCollector
spec = collector.FilterSpec(
    propSet=[collector.PropertySpec(type=vim.SessionManager, pathSet=["currentSession", "defaultLocale", "message"])],
    objectSet=[collector.ObjectSpec(obj=manager)])
content.propertyCollector.RetrievePropertiesEx([spec], collector.RetrieveOptions())
content.rootFolder.childEntity
si.CurrentTime()
Disconnect(si)
