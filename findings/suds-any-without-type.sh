#!/usr/bin/env bash
# suds 1.1.2 (Debian 12): a value of any type is written without its type, as Python prints it.
#
# Expected: <any xsi:type="xsd:boolean">true</any>, as it was read: a member of xsd:anyType tells its type by xsi:type, and without one the receiver cannot know it.
# Seen: what was read as a boolean is written as <any>True</any>, a time as <any>2026-11-29 15:00:00+00:00</any>, numbers without a type. Members of a declared type are written as they have to be.
set -euo pipefail
dpkg -s python3 >/dev/null || { echo "needs Debian's python3"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download python3-suds=1.1.2-1 2>/dev/null
dpkg -x python3-suds_*.deb root
ls ./*.deb
cat >service.wsdl <<'WSDL'
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:v="urn:v" targetNamespace="urn:v">
  <types><schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:v" elementFormDefault="qualified">
    <complexType name="Value"><sequence><element name="declared" type="boolean" minOccurs="0"/><element name="any" type="anyType" minOccurs="0"/></sequence></complexType>
    <element name="Ask" type="v:Value"/><element name="AskResponse"><complexType><sequence><element name="value" type="v:Value"/></sequence></complexType></element>
  </schema></types>
  <message name="AskIn"><part name="parameters" element="v:Ask"/></message><message name="AskOut"><part name="parameters" element="v:AskResponse"/></message>
  <portType name="ProbePort"><operation name="Ask"><input message="v:AskIn"/><output message="v:AskOut"/></operation></portType>
  <binding name="ProbeBinding" type="v:ProbePort"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Ask"><soap:operation soapAction=""/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>
  <service name="Probe"><port name="ProbePort" binding="v:ProbeBinding"><soap:address location="http://192.0.2.1/"/></port></service>
</definitions>
WSDL
cat >probe.py <<'PYTHON'
import os
import re
from suds.client import Client

client = Client("file://" + os.path.abspath("service.wsdl"), cache=None)
expected = {"boolean": ("true", "True"), "long": ("5", "5"), "dateTime": ("2026-11-29T15:00:00Z", "2026-11-29 15:00:00+00:00")}
changed = False
for kind, (text, seen) in expected.items():
    reply = ("<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:xsd='http://www.w3.org/2001/XMLSchema'><e:Body><AskResponse xmlns='urn:v'>"
             "<value><declared>true</declared><any xsi:type='xsd:%s'>%s</any></value></AskResponse></e:Body></e:Envelope>" % (kind, text)).encode()
    client.set_options(nosend=False)
    value = client.service.Ask(__inject={"reply": reply})
    client.set_options(nosend=True)
    sent = client.service.Ask(declared=value.declared, any=value.any).envelope.decode()
    sent = re.sub(r"(</?)\w+:(any|declared)", r"\1\2", sent)
    any_, declared = re.search(r"<any.*?</any>", sent).group(), re.search(r"<declared.*?</declared>", sent).group()
    print("%s %s is written as %s, a declared boolean as %s" % (kind, text, any_, declared))
    changed = changed or any_ != "<any>%s</any>" % seen or declared != "<declared>true</declared>"
raise SystemExit(changed)
PYTHON
PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
echo "as described"
