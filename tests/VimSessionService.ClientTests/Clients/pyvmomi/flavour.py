"""The service as something other than the newest vCenter on https: an ESX host, an older release, plain http."""

import os
import re

from connection import SHOWN_COOKIE, anonymous, connect, identity
from facts import fact, run, same


def flavour():
    content = anonymous().RetrieveContent()
    same("about.apiType", content.about.apiType, os.environ.get("VIM_API_TYPE", "VirtualCenter"))
    same("about.productLineId", content.about.productLineId, os.environ.get("VIM_PRODUCT_LINE", "vpx"))
    same("about.apiVersion", content.about.apiVersion, os.environ.get("VIM_API_VERSION", "8.0.3.0"))
    same("the session manager", identity(content.sessionManager), "SessionManager:" + os.environ.get("VIM_SESSION_MANAGER", "SessionManager"))
    same("the root folder", identity(content.rootFolder), "Folder:" + os.environ.get("VIM_ROOT_FOLDER", "group-d1"))
    same("the property collector", identity(content.propertyCollector),
         "PropertyCollector:" + os.environ.get("VIM_PROPERTY_COLLECTOR", "propertyCollector"))


def session():
    si = connect()
    if "VIM_VERSION_ID" in os.environ:
        same("the version that is negotiated", si._stub.versionId, '"urn:vim25/%s"' % os.environ["VIM_VERSION_ID"])
    fact("the cookie suits the transport", re.fullmatch(SHOWN_COOKIE, si._stub.cookie.strip()), si._stub.cookie)
    current = si.content.sessionManager.currentSession
    same("the session is the user's", current.userName, os.environ["VIM_SHOWN_USER"])
    si.content.sessionManager.Logout()
    same("the session ends", si.content.sessionManager.currentSession, None)


run(flavour, session)
