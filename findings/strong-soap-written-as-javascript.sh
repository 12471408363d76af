#!/usr/bin/env bash
# strong-soap 6.0.1 of npm: a Date and a Buffer are written as what they are in JavaScript, not as the types that the WSDL gives their elements.
#
# Expected: 2026-12-01T10:00:00.500Z for xsd:dateTime and aGk= for xsd:base64Binary (XML Schema part 2, 3.2.7 and 3.2.16): the library has read the WSDL and knows both types.
# Seen: the Date is its toString, "Tue Dec 01 2026 10:00:00 GMT+0000 (…)", without the fraction; the Buffer is an element for each byte, <0>104</0>, whose name XML does not allow, so that no server can read the request. There is no error.
set -euo pipefail
command -v npm >/dev/null || { echo "needs node and npm"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit --ignore-scripts strong-soap@6.0.1
npm ls strong-soap | grep strong-soap@
cat >service.wsdl <<'WSDL'
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:v="urn:v" targetNamespace="urn:v">
  <types><schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:v" elementFormDefault="qualified">
    <complexType name="Value"><sequence><element name="time" type="dateTime" minOccurs="0"/><element name="bytes" type="base64Binary" minOccurs="0"/><element name="flag" type="boolean" minOccurs="0"/><element name="count" type="int" minOccurs="0"/><element name="text" type="string" minOccurs="0"/></sequence></complexType>
    <element name="Ask" type="v:Value"/><element name="AskResponse"><complexType><sequence><element name="value" type="v:Value"/></sequence></complexType></element>
  </schema></types>
  <message name="AskIn"><part name="parameters" element="v:Ask"/></message><message name="AskOut"><part name="parameters" element="v:AskResponse"/></message>
  <portType name="ProbePort"><operation name="Ask"><input message="v:AskIn"/><output message="v:AskOut"/></operation></portType>
  <binding name="ProbeBinding" type="v:ProbePort"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Ask"><soap:operation soapAction=""/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation></binding>
  <service name="Probe"><port name="ProbePort" binding="v:ProbeBinding"><soap:address location="http://127.0.0.1/"/></port></service>
</definitions>
WSDL
cat >probe.js <<'JS'
const http = require('http');
const { soap } = require('strong-soap');

let content = '', sent = '';
const server = http.createServer((request, response) => {
  sent = '';
  request.on('data', part => { sent += part; });
  request.on('end', () => {
    response.setHeader('Content-Type', 'text/xml');
    response.end(`<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><AskResponse xmlns="urn:v"><value>${content}</value></AskResponse></e:Body></e:Envelope>`);
  });
});
server.listen(0, '127.0.0.1', () => soap.createClient('service.wsdl', { endpoint: `http://127.0.0.1:${server.address().port}/` }, async (failure, client) => {
  if (failure) throw failure;
  client.setEndpoint(`http://127.0.0.1:${server.address().port}/`);
  const ask = value => new Promise((resolve, reject) => client.Ask(value, (error, answer) => error ? reject(error) : resolve(answer)));
  for (const value of [{ text: 'a<b' }, { count: 5 }, { time: new Date('2026-12-01T10:00:00.500Z') }, { bytes: Buffer.from('hi') }]) {
    await ask(value);
    console.log(`${JSON.stringify(value)} is written as ${/<ns1:Ask[^>]*>([^]*)<\/ns1:Ask>/.exec(sent)[1].replace(/\s*\n\s*/g, '')}`);
  }
  process.exit(0);
}));
JS
TZ=UTC no_proxy='*' node probe.js | tee out
grep -qxF '{"text":"a<b"} is written as <ns1:text>a&lt;b</ns1:text>' out
grep -qxF '{"count":5} is written as <ns1:count>5</ns1:count>' out
grep -qxF '{"time":"2026-12-01T10:00:00.500Z"} is written as <ns1:time>Tue Dec 01 2026 10:00:00 GMT+0000 (Coordinated Universal Time)</ns1:time>' out
grep -qxF '{"bytes":{"type":"Buffer","data":[104,105]}} is written as <ns1:bytes><0>104</0><1>105</1></ns1:bytes>' out
echo "as described"
