"""The WSDL of the whole API by libxml2 and by zeep, and answers of a random walk over all objects of the inventory, which have to be valid by it."""

import os
import random
import re
import warnings

import requests
from facts import PASSWORD, URL, USER, fact, run, same
from lxml import etree
from zeep import Client
from zeep.transports import Transport

warnings.simplefilter("ignore")

VERSION = os.environ["VIM_API_VERSION"]
NAMESPACES = {"wsdl": "http://schemas.xmlsoap.org/wsdl/", "xsd": "http://www.w3.org/2001/XMLSchema", "soap": "http://schemas.xmlsoap.org/soap/envelope/"}
VIM = "{urn:vim25}"
SESSION = requests.Session()
SESSION.verify = False
SESSION.trust_env = False


class Files(etree.Resolver):
    """Finds what a file imports at the service."""

    def resolve(self, system_url, public_id, context):
        name = system_url.rsplit("/", 1)[-1]
        return self.resolve_string(SESSION.get(URL + "/" + name).content, context, base_url=URL + "/" + name)


def schema():
    parser = etree.XMLParser()
    parser.resolvers.add(Files())
    wsdl = etree.fromstring(SESSION.get(URL + "/vim.wsdl").content, parser, base_url=URL + "/vim.wsdl")
    inner = wsdl.find("wsdl:types/xsd:schema", NAMESPACES)
    for prefix, uri in wsdl.nsmap.items():  # what is declared above it is not there by itself
        if prefix and prefix not in inner.nsmap:
            raise AssertionError(prefix + uri)
    return etree.XMLSchema(etree.fromstring(etree.tostring(inner), parser, base_url=URL + "/vim.wsdl"))


SCHEMA = schema()


def call(body):
    envelope = ('<soapenv:Envelope xmlns:soapenv="%s" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>%s</soapenv:Body></soapenv:Envelope>' % (NAMESPACES["soap"], body))
    answer = SESSION.post(URL, envelope.encode(), headers={"SOAPAction": "urn:vim25/" + VERSION, "Content-Type": "text/xml; charset=utf-8"})
    message = etree.fromstring(answer.content).find("soap:Body", NAMESPACES)[0]
    return message if message.tag.startswith(VIM) else message.find("detail")[0]


def invalid(message):
    """What libxml2 has against a message, of which it sees nothing but that."""
    alone = etree.fromstring(etree.tostring(message))
    return None if SCHEMA.validate(alone) else [str(error) for error in SCHEMA.error_log][:3]


def method(name, kind, value, arguments=""):
    return '<%s xmlns="urn:vim25"><_this type="%s">%s</_this>%s</%s>' % (name, kind, value, arguments, name)


def everything(kind, value):
    spec = '<specSet><propSet><type>%s</type><all>true</all></propSet><objectSet><obj type="%s">%s</obj></objectSet></specSet><options/>' % (kind, kind, value)
    return method("RetrievePropertiesEx", "PropertyCollector", "propertyCollector", spec)


def one(kind, value, path):
    return everything(kind, value).replace("<all>true</all>", "<pathSet>%s</pathSet>" % path)


def walk():
    same("the login is valid", invalid(call(method("Login", "SessionManager", "SessionManager", "<userName>%s</userName><password>%s</password>" % (USER, PASSWORD.replace("&", "&amp;").replace("<", "&lt;"))))), None)
    known, wrong = {("Folder", "group-d1")}, []
    pending = list(known)
    while pending:  # all objects that can be reached, and the values of all their properties
        answer = call(everything(*pending.pop()))
        wrong += invalid(answer) or []
        for reference in answer.iter():
            kind = reference.get("type")
            if kind and (kind, reference.text) not in known and kind not in ("Task", "Alarm"):
                known.add((kind, reference.text))
                pending.append((kind, reference.text))
    same("all properties of all objects are valid", wrong, [])
    kinds = {kind for kind, _ in known}
    fact("the walk came to machines, hosts, pools and what belongs to them", {"VirtualMachine", "HostSystem", "ResourcePool", "Datastore", "Network", "EnvironmentBrowser"} <= kinds, sorted(kinds))

    places = {(kind, value): re.findall(rb"<name>([A-Za-z]+)</name><val", etree.tostring(call(everything(kind, value)))) for kind, value in sorted(known)}
    for seed in range(4):
        chance, wrong = random.Random(seed), []
        for _ in range(60):
            kind, value = chance.choice(sorted(known))
            names = [name.decode() for name in places[kind, value]] or ["name"]
            body = chance.choice([
                one(kind, value, chance.choice(names)),
                one(kind, value, "no.such.path"),
                method("Destroy_Task", kind, value),
                method("FindByInventoryPath", "SearchIndex", "SearchIndex", "<inventoryPath>DC0/%s</inventoryPath>" % chance.choice(["vm", "host", "vm/DC0_H0_VM0", "none"])),
                method("QueryEvents", "EventManager", "EventManager", "<filter/>"),
            ])
            found = invalid(call(body))
            if found:
                wrong.append((body, found))
        same("answers of walk %d are valid" % seed, wrong, [])


def generation():
    service = Client(URL + "/vimService.wsdl", transport=Transport(session=SESSION)).service
    fact("zeep makes a client of it", len(service._operations) > 400, len(service._operations))


run(walk, generation)
