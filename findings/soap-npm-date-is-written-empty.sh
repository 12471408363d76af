#!/usr/bin/env bash
# soap 1.13.0 of npm: a time that was read is written as an empty element.
#
# Expected: a Date, as which the library gives a member of xsd:dateTime, is written as <time>2026-11-29T15:00:00.000Z</time>. An empty text is no time.
# Seen: <time></time>, without an error: the library looks for the members of an object, and a Date has none. The text of toISOString() is written as it should be.
set -euo pipefail
command -v npm >/dev/null || { echo "needs node and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit soap@1.13.0
npm ls soap | grep soap@
cat >service.wsdl <<'WSDL'
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:v="urn:v" targetNamespace="urn:v">
  <types><schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:v" elementFormDefault="qualified">
    <complexType name="Value"><sequence><element name="time" type="dateTime" minOccurs="0"/><element name="double" type="double" minOccurs="0"/><element name="long" type="long" minOccurs="0"/><element name="unsignedLong" type="unsignedLong" minOccurs="0"/></sequence></complexType>
    <element name="Ask" type="v:Value"/><element name="AskResponse"><complexType><sequence><element name="value" type="v:Value"/></sequence></complexType></element>
  </schema></types>
  <message name="AskIn"><part name="parameters" element="v:Ask"/></message><message name="AskOut"><part name="parameters" element="v:AskResponse"/></message>
  <portType name="ProbePort"><operation name="Ask"><input message="v:AskIn"/><output message="v:AskOut"/></operation></portType>
  <binding name="ProbeBinding" type="v:ProbePort"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Ask"><soap:operation soapAction=""/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>
  <service name="Probe"><port name="ProbePort" binding="v:ProbeBinding"><soap:address location="http://192.0.2.1/"/></port></service>
</definitions>
WSDL
cat >probe.js <<'JS'
const soap = require('soap');

const cases = JSON.parse(process.argv[2]); // [member, text, how it is written back]
let content = '', sent = '';
const httpClient = {
  request(url, data, callback) {
    sent = data;
    const answer = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><AskResponse xmlns="urn:v"><value>${content}</value></AskResponse></e:Body></e:Envelope>`;
    setImmediate(() => callback(null, { statusCode: 200, headers: {}, body: answer }, answer));
    return {};
  },
};

(async () => {
  const client = await soap.createClientAsync('service.wsdl', { httpClient });
  let changed = 0;
  for (const [member, text, expected] of cases) {
    content = `<${member}>${text}</${member}>`;
    const [answer] = await client.AskAsync({});
    const read = answer.value[member];
    await client.AskAsync({ [member]: read });
    const written = new RegExp(`<v:${member}>(.*?)</v:${member}>`).exec(sent)[1];
    console.log(`${member} ${text} is read as ${read.constructor.name} ${read instanceof Date ? read.toISOString() : read} and written as '${written}'`);
    changed += written !== expected;
  }

  process.exit(changed);
})();
JS
node probe.js '[["time","2026-11-29T15:00:00Z",""]]'
echo "as described"
