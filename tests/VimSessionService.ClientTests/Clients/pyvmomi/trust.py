"""The security token service by messages that are written by hand: WS-Trust with a negotiation, signed or not."""

import base64
import hashlib
import http.client
import os
import re
import subprocess
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit
from xml.etree import ElementTree

from facts import unverified

STS = os.environ["VIM_STS_URL"]
WST = "http://docs.oasis-open.org/ws-sx/ws-trust/200512"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
DS = "http://www.w3.org/2000/09/xmldsig#"
EXC_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
SPNEGO = "http://schemas.xmlsoap.org/ws/2005/02/trust/spnego"
_OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
WSSE = _OASIS + "wssecurity-secext-1.0.xsd"
WSU = _OASIS + "wssecurity-utility-1.0.xsd"
X509 = _OASIS + "x509-token-profile-1.0#X509v3"
BASE64 = _OASIS + "soap-message-security-1.0#Base64Binary"


class Answer:
    """What a request was answered with."""

    def __init__(self, status, text):
        root = ElementTree.fromstring(text)
        self.status = status
        self.fault = (root.findtext(".//faultcode"), root.findtext(".//faultstring"))
        exchange = root.find(".//{%s}BinaryExchange" % WST)
        self.exchange = None if exchange is None else base64.b64decode(exchange.text)
        self.kind = None if exchange is None else (exchange.get("ValueType"), exchange.get("EncodingType"))
        response = root.find(".//{%s}RequestSecurityTokenResponse" % WST)
        self.context = None if response is None else response.get("Context")
        token = re.search("<saml2:Assertion.*</saml2:Assertion>", text, re.DOTALL)
        self.token = token and token.group()

    def values(self, name):
        """The texts of the token's elements of a name."""
        return [element.text for element in ElementTree.fromstring(self.token).iter("{urn:oasis:names:tc:SAML:2.0:assertion}" + name)]

    def method(self):
        return ElementTree.fromstring(self.token).find(".//{urn:oasis:names:tc:SAML:2.0:assertion}SubjectConfirmation").get("Method").split(":")[-1]


def issue(token, context="c-1", identity=None):
    """Asks for a token; with the files of a certificate and its key the message is signed, and the token to be bound to the key."""
    key_type = "Bearer" if identity is None else "PublicKey"
    use_key = "" if identity is None else '<UseKey Sig="sig"></UseKey>'
    return send(identity, '<RequestSecurityToken xmlns="%s"%s><TokenType>urn:oasis:names:tc:SAML:2.0:assertion</TokenType>'
                '<RequestType>%s/Issue</RequestType>%s%s<KeyType>%s/%s</KeyType></RequestSecurityToken>'
                % (WST, marked(context), WST, exchange(token), use_key, WST, key_type))


def respond(token, context="c-1"):
    """Answers a challenge."""
    return send(None, '<RequestSecurityTokenResponse xmlns="%s"%s>%s</RequestSecurityTokenResponse>'
                % (WST, marked(context), exchange(token)))


def negotiate(client, context="c-1", identity=None):
    """Takes a client's context through all its legs; the last answer, and how many were made."""
    answer, legs = issue(client.step(), context, identity), 1
    while answer.exchange is not None:
        token = client.step(answer.exchange)
        if answer.token is not None or token is None:
            break
        answer, legs = respond(token, context), legs + 1
    return answer, legs


def send(identity, body):
    url = urlsplit(STS)
    connection = http.client.HTTPSConnection(url.hostname, url.port, context=unverified())
    try:
        connection.request("POST", url.path, envelope(identity, body), {
            "Content-Type": "text/xml; charset=utf-8", "SOAPAction": '"%s/RST/Issue"' % WST, "User-Agent": "trust.py"})
        response = connection.getresponse()
        return Answer(response.status, response.read().decode("utf-8"))
    finally:
        connection.close()


def envelope(identity, body):
    """A message. Its parts are written in their canonical form, so that they can be signed as they stand."""
    now = datetime.now(timezone.utc)
    stamp = ('<wsu:Timestamp xmlns:wsu="%s" wsu:Id="stamp"><wsu:Created>%s</wsu:Created><wsu:Expires>%s</wsu:Expires></wsu:Timestamp>'
             % (WSU, stated(now), stated(now + timedelta(minutes=1))))
    body = '<S:Body xmlns:S="%s" xmlns:wsu="%s" wsu:Id="body">%s</S:Body>' % (SOAP, WSU, body)
    proof = "" if identity is None else signature(identity, stamp, body)
    return ('<S:Envelope xmlns:S="%s"><S:Header><wsse:Security xmlns:wsse="%s">%s%s</wsse:Security></S:Header>%s</S:Envelope>'
            % (SOAP, WSSE, stamp, proof, body)).encode("utf-8")


def signature(identity, stamp, body):
    certificate, key = identity
    with open(certificate, encoding="ascii") as pem:
        shown = "".join(line.strip() for line in pem if not line.startswith("-----"))
    info = ('<ds:SignedInfo xmlns:ds="%s"><ds:CanonicalizationMethod Algorithm="%s"></ds:CanonicalizationMethod><ds:SignatureMethod '
            'Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod>%s%s</ds:SignedInfo>'
            % (DS, EXC_C14N, reference("stamp", stamp), reference("body", body)))
    value = subprocess.run(["openssl", "dgst", "-sha256", "-sign", key], input=info.encode("utf-8"), check=True, capture_output=True).stdout
    return ('<wsse:BinarySecurityToken xmlns:wsu="%s" wsu:Id="bst" ValueType="%s" EncodingType="%s">%s</wsse:BinarySecurityToken>'
            '<ds:Signature xmlns:ds="%s" Id="sig">%s<ds:SignatureValue>%s</ds:SignatureValue><ds:KeyInfo><wsse:SecurityTokenReference>'
            '<wsse:Reference URI="#bst" ValueType="%s"></wsse:Reference></wsse:SecurityTokenReference></ds:KeyInfo></ds:Signature>'
            % (WSU, X509, BASE64, shown, DS, info, text(value), X509))


def reference(name, part):
    return ('<ds:Reference URI="#%s"><ds:Transforms><ds:Transform Algorithm="%s"></ds:Transform></ds:Transforms><ds:DigestMethod '
            'Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod><ds:DigestValue>%s</ds:DigestValue></ds:Reference>'
            % (name, EXC_C14N, text(hashlib.sha256(part.encode("utf-8")).digest())))


def exchange(token):
    return '<BinaryExchange EncodingType="%s" ValueType="%s">%s</BinaryExchange>' % (BASE64, SPNEGO, text(token))


def marked(context):
    return "" if context is None else ' Context="%s"' % context


def text(content):
    return base64.b64encode(content).decode("ascii")


def stated(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
