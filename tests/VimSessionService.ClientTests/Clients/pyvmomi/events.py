"""EventManager, its collectors and the message catalogues as pyVmomi drives them."""

import hashlib
import os
import re
import urllib.request
from datetime import datetime, timedelta, timezone

from connection import anonymous, connect, identity
from facts import HOST, PORT, SCHEME, USER, fact, raised, run, same, unverified
from pyVim.connect import Disconnect
from pyVmomi import vim, vmodl

SHOWN_USER = os.environ["VIM_SHOWN_USER"]
STARTS = int(os.environ["VIM_STARTS"])  # of replicas, each of which posts an event
FilterSpec = vim.event.EventFilterSpec


def events_of(si):
    return si.RetrieveContent().eventManager


def names(events):
    return [type(e).__name__.rsplit(".", 1)[-1] for e in events]


def keys(events):
    return [e.key for e in events]


def lives_of_sessions():
    si = connect()
    manager = si.RetrieveContent().sessionManager
    first = events_of(si).QueryEvents(FilterSpec(type=[vim.event.ServerStartedSessionEvent]))
    same("the start of the server is an event of no user", [(e.key, e.userName) for e in first], [(i + 1, "") for i in range(STARTS)])
    manager.SetLocale("de")
    other = connect()
    session = other.RetrieveContent().sessionManager.currentSession
    seen = events_of(si).latestEvent
    fact("a login is the latest event", isinstance(seen, vim.event.UserLoginSessionEvent), seen)
    same("it names the session", (seen.sessionId, seen.userName, seen.ipAddress, seen.locale), (session.key, SHOWN_USER, session.ipAddress, "en"))
    same("its text is in the reader's language", seen.fullFormattedMessage,
         "Der Benutzer %s@%s hat sich angemeldet als %s" % (SHOWN_USER, session.ipAddress, session.userAgent))
    Disconnect(other)
    seen = events_of(si).latestEvent
    fact("a logout is the latest event", isinstance(seen, vim.event.UserLogoutSessionEvent), seen)
    fact("it counts the calls of the session", seen.sessionId == session.key and seen.callCount >= 1, seen)
    same("it knows when the session began", seen.loginTime, session.loginTime)
    fact("a date within its text is as the reader writes it",
         re.search(r"hat sich abgemeldet \(Anmeldezeit: \w+, \d{1,2}\. \w+ \d{4} \d\d:\d\d:\d\d, ", seen.fullFormattedMessage), seen)
    manager.UpdateServiceMessage("Wartung um 12")
    manager.UpdateServiceMessage("")
    changes = events_of(si).QueryEvents(FilterSpec(eventTypeId=["vim.event.GlobalMessageChangedEvent"]))
    same("a change of the message is an event with both texts", (changes[-1].prevMessage, changes[-1].message), ("Wartung um 12", ""))
    same("it is told in the reader's language", changes[-1].fullFormattedMessage, "Die Nachricht wurde von „Wartung um 12“ in „“ geändert.")
    raised(lambda: connect(password="wrong"), vim.fault.InvalidLogin)
    seen = events_of(si).latestEvent
    fact("a failed login is an event", isinstance(seen, vim.event.BadUsernameSessionEvent) and seen.userName == USER, seen)
    manager.SetLocale("en")
    same("another language is another text at once", events_of(si).latestEvent.fullFormattedMessage, "Cannot login %s@%s" % (USER, seen.ipAddress))
    victim = connect()
    key = victim.RetrieveContent().sessionManager.currentSession.key
    manager.TerminateSession([key])
    seen = events_of(si).QueryEvents(FilterSpec(type=[vim.event.SessionTerminatedEvent]))[-1]
    same("a terminated session is an event", (seen.sessionId, seen.terminatedUsername, seen.userName), (key, SHOWN_USER, SHOWN_USER))


def description():
    si = connect()
    described = events_of(si).description
    same("the categories are a vCenter's", sorted(c.key for c in described.category), ["error", "info", "user", "warning"])
    infos = {i.key: i for i in described.eventInfo}
    login = infos.get(vim.event.UserLoginSessionEvent)
    same("a format is a vCenter's", None if login is None else (login.category, login.fullFormat),
         ("info", "User {userName}@{ipAddress} logged in as {userAgent}"))
    fact("every type has a name and a format", all(i.description and i.fullFormat and i.formatOnVm for i in infos.values()), infos)
    same("severities are enumerated", [e.key for e in described.enumeratedTypes], [vim.event.Event.EventSeverity])
    si.RetrieveContent().sessionManager.SetLocale("ja")
    localised = {i.key: i for i in events_of(si).description.eventInfo}
    fact("the names are in the reader's language", localised[vim.event.UserLoginSessionEvent].description == "ユーザーのログイン", localised)
    same("a client may have 32 collectors", events_of(si).maxCollector, 32)
    arguments = events_of(si).RetrieveArgumentDescription("vim.event.SessionTerminatedEvent")
    same("a type has its arguments", [(a.name, a.type) for a in arguments], [("sessionId", "string"), ("terminatedUsername", "string")])
    fault = raised(lambda: events_of(si).RetrieveArgumentDescription("nonesuch"), vmodl.fault.InvalidArgument)
    fact("an unknown type is InvalidArgument of eventTypeId", fault is not None and fault.invalidProperty == "eventTypeId", fault)


def own_events():
    si = connect()
    root = si.RetrieveContent().rootFolder
    events_of(si).LogUserEvent(root, "made by hand")
    seen = events_of(si).latestEvent
    fact("LogUserEvent is a GeneralUserEvent", isinstance(seen, vim.event.GeneralUserEvent) and seen.message == "made by hand", seen)
    same("it is about the object", (identity(seen.entity.entity), seen.entity.name), ("Folder:group-d1", "Datacenters"))
    same("it is told in the words of a vCenter", seen.fullFormattedMessage, "User logged event: made by hand")
    event = vim.event.EventEx(key=0, chainId=0, createdTime=datetime.fromtimestamp(0, timezone.utc), userName="forged", eventTypeId="com.acme.Boom",
                              severity="warning", message="Boom!", arguments=[vmodl.KeyAnyValue(key="n", value=7)])
    events_of(si).PostEvent(event, None)
    seen = events_of(si).QueryEvents(FilterSpec(eventTypeId=["com.acme.Boom"], category=["warning"]))[-1]
    same("PostEvent keeps what is the client's", (seen.eventTypeId, seen.message, seen.arguments[0].value), ("com.acme.Boom", "Boom!", 7))
    fact("it says itself who and when", seen.userName == SHOWN_USER and abs(seen.createdTime - si.CurrentTime()) < timedelta(minutes=1), seen)
    forged = vim.event.ServerStartedSessionEvent(key=0, chainId=0, createdTime=datetime.fromtimestamp(0, timezone.utc), userName="")
    fact("an event of the server's own is InvalidEvent", raised(lambda: events_of(si).PostEvent(forged, None), vim.fault.InvalidEvent) is not None)
    gone = vim.Folder("group-v99999", si._stub)
    fact("an object that is not there is ManagedObjectNotFound",
         raised(lambda: events_of(si).LogUserEvent(gone, "x"), vmodl.fault.ManagedObjectNotFound) is not None)


def filters():
    si = connect()
    root = si.RetrieveContent().rootFolder
    manager = events_of(si)
    mark = manager.latestEvent.key
    before = si.CurrentTime()
    manager.LogUserEvent(root, "filtered")

    def found(**spec):
        return [e.key for e in manager.QueryEvents(FilterSpec(**spec)) or [] if e.key > mark]

    new = mark + 1
    same("all of it", found(), [new])
    same("by entity and everything below", found(entity=FilterSpec.ByEntity(entity=root, recursion="all")), [new])
    same("by what is below alone", found(entity=FilterSpec.ByEntity(entity=root, recursion="children")), [])
    same("by time", found(time=FilterSpec.ByTime(beginTime=before)), [new])
    same("by a time gone by", found(time=FilterSpec.ByTime(endTime=before - timedelta(hours=1))), [])
    same("by user", found(userName=FilterSpec.ByUsername(systemUser=False, userList=[USER])), [new])
    same("by another user", found(userName=FilterSpec.ByUsername(systemUser=False, userList=["nobody"])), [])
    same("by chain", found(eventChainId=new), [new])
    same("by category", found(category=["user"]), [new])
    same("by base type", found(type=[vim.event.GeneralEvent]), [new])
    same("by types that do not happen here", found(eventTypeId=["vim.event.VmPoweredOnEvent"]), [])
    same("by tag", found(tag=["red"]), [])
    same("without texts", [e.fullFormattedMessage for e in manager.QueryEvents(FilterSpec(disableFullMessage=True, eventChainId=new))], [None])
    same("no more than asked for", len(manager.QueryEvents(FilterSpec(maxCount=2))), 2)
    ordered = keys(manager.QueryEvents(FilterSpec()))
    fact("oldest first", ordered == sorted(ordered) and ordered[0] == 1, ordered)
    fault = raised(lambda: manager.QueryEvents(FilterSpec(category=["fatal"])), vmodl.fault.InvalidArgument)
    fact("an unknown category is InvalidArgument", fault is not None and fault.invalidProperty == "filter.category", fault)


def collectors():
    si = connect()
    manager = events_of(si)
    root = si.RetrieveContent().rootFolder
    collector = manager.CreateCollectorForEvents(FilterSpec(type=[vim.event.GeneralUserEvent]))
    fact("a collector is an object of the session", collector._moId.startswith("session["), collector._moId)
    collector.ReadNextEvents(1000)
    same("at the end there is nothing to read", list(collector.ReadNextEvents(10)), [])
    for i in range(12):
        manager.LogUserEvent(root, "event %d" % i)
    page = collector.latestPage
    same("the latest page has ten events, newest first", [e.message for e in page], ["event %d" % i for i in range(11, 1, -1)])
    same("the place stays while events arrive", [e.message for e in collector.ReadNextEvents(3)], ["event 0", "event 1", "event 2"])
    same("reading back is oldest first", [e.message for e in collector.ReadPreviousEvents(2)], ["event 1", "event 2"])
    collector.ResetCollector()
    same("reset goes before the latest page", [e.message for e in collector.ReadPreviousEvents(2)], ["event 0", "event 1"])
    collector.RewindCollector()
    everything = keys(collector.ReadNextEvents(1000))
    fact("rewind goes to the oldest", everything == sorted(everything) and len(everything) >= 12, everything)
    collector.SetCollectorPageSize(2)
    same("the page has the size it is given", [e.message for e in collector.latestPage], ["event 11", "event 10"])
    same("the filter is what it was", (collector.filter.type, collector.filter.category), ([vim.event.GeneralUserEvent], []))
    fault = raised(lambda: collector.ReadNextEvents(0), vmodl.fault.InvalidArgument)
    fact("a count of nothing is InvalidArgument of maxCount", fault is not None and fault.invalidProperty == "maxCount", fault)
    stolen = vim.event.EventHistoryCollector(collector._moId, connect()._stub)
    fact("nobody else finds the collector", raised(stolen.RewindCollector, vmodl.fault.ManagedObjectNotFound) is not None)
    collector.DestroyCollector()
    fact("a destroyed collector is not there", raised(collector.RewindCollector, vmodl.fault.ManagedObjectNotFound) is not None)
    made = [manager.CreateCollectorForEvents(FilterSpec()) for _ in range(manager.maxCollector)]
    fact("one collector more is InvalidState", raised(lambda: manager.CreateCollectorForEvents(FilterSpec()), vim.fault.InvalidState) is not None)
    made[0].DestroyCollector()
    fact("after one is destroyed there is room", manager.CreateCollectorForEvents(FilterSpec()) is not None)


def catalogues():
    si = connect()
    si.RetrieveContent().sessionManager.SetLocale("de")
    listed = si.RetrieveContent().localizationManager.catalog
    same("the catalogues are in the session's language", {c.locale for c in listed}, {"de"})
    for entry in listed:
        options = {"context": unverified()} if SCHEME == "https" else {}
        with urllib.request.urlopen("%s://%s:%d%s" % (SCHEME, HOST, PORT, entry.catalogUri), **options) as answer:
            content = answer.read()
        same("%s can be fetched and has its checksum" % entry.catalogName, hashlib.md5(content).hexdigest(), entry.md5sum)
        if entry.catalogName == "faults":
            fact("it holds the texts that faults are told in",
                 'NotAuthenticated = "Die Sitzung ist nicht authentifiziert."' in content.decode().splitlines(), content)
    fault = raised(lambda: events_of(anonymous()).latestEvent, vim.fault.NotAuthenticated)
    fact("events are not for everybody", fault is not None and fault.privilegeId == "System.View", fault)


run(lives_of_sessions, description, own_events, filters, collectors, catalogues)
