#!/usr/bin/env bash
# strong-soap 6.0.1 of npm: each value of an answer is a text without the white space at its ends, whatever type the WSDL gives it.
#
# Expected: xsd:boolean is true or false and xsd:int a number, as soap 1.13.0, from which strong-soap was made, reads them; of xsd:string every character is kept (XML Schema part 2, 4.3.6: its whiteSpace is preserve).
# Seen: <flag>false</flag> is the text 'false', which is true where a program asks `if (value.flag)`, and '0' is true as well; ' a ' is 'a', and a text of spaces is not there at all.
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
  for (const [member, text] of [['flag', 'true'], ['flag', 'false'], ['flag', '0'], ['count', '5'], ['text', 'a'], ['text', ' a '], ['text', '  ']]) {
    content = `<${member}>${text}</${member}>`;
    const value = (await ask({})).value?.[member];
    console.log(`${member} '${text}' is ${typeof value} '${value}', ${value ? 'true' : 'false'} in a condition`);
  }
  process.exit(0);
}));
JS
no_proxy='*' node probe.js | tee out
grep -qxF "flag 'true' is string 'true', true in a condition" out
grep -qxF "flag 'false' is string 'false', true in a condition" out
grep -qxF "flag '0' is string '0', true in a condition" out
grep -qxF "count '5' is string '5', true in a condition" out
grep -qxF "text ' a ' is string 'a', true in a condition" out
grep -qxF "text '  ' is undefined 'undefined', false in a condition" out
echo "as described"
