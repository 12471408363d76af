#!/usr/bin/env bash
# JAX-WS RI 2.3.0 (Debian 12): a fault whose element the operation does not declare is not the exception of the declared fault that its type derives from.
#
# Expected: an operation that declares BaseFault throws BaseFaultMsg for a detail of the type Derived, which extends Base, as the value of any other element of the
#           type Base may be a Derived with xsi:type.
# Seen: it does so when the element is <BaseFault xsi:type="Derived">. When it is <DerivedFault xsi:type="Derived">, which the schema declares and the operation does not, the caller gets a SOAPFaultException
#       whose message begins with "Client received SOAP Fault from server" and ends with advice to see the server's log. vCenter names the element by the fault, so that NotAuthenticated is met so.
set -euo pipefail
command -v javac >/dev/null || { echo "needs a JDK (openjdk-17-jdk-headless)"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download jaxws=2.3.0.2-2 libjaxws-java=2.3.0.2-2 2>/dev/null
apt-get -qq download $(apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances libjaxws-java | grep '^lib.*-java$' | grep -v '^libjaxws-java$' | sort -u) 2>/dev/null
for package in ./*.deb; do dpkg -x "$package" root; done
ls ./*jaxws*.deb
cat >service.wsdl <<'WSDL'
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:v="urn:v" name="Probe" targetNamespace="urn:v">
  <types><schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:v" elementFormDefault="qualified">
    <complexType name="Base"><sequence/></complexType>
    <complexType name="Derived"><complexContent><extension base="v:Base"><sequence><element name="why" type="string"/></sequence></extension></complexContent></complexType>
    <element name="BaseFault" type="v:Base"/><element name="DerivedFault" type="v:Derived"/>
    <element name="Ask"><complexType><sequence/></complexType></element><element name="AskResponse"><complexType><sequence/></complexType></element>
  </schema></types>
  <message name="AskIn"><part name="parameters" element="v:Ask"/></message><message name="AskOut"><part name="parameters" element="v:AskResponse"/></message>
  <message name="BaseFaultMsg"><part name="fault" element="v:BaseFault"/></message>
  <portType name="ProbePort"><operation name="Ask"><input message="v:AskIn"/><output message="v:AskOut"/><fault name="BaseFault" message="v:BaseFaultMsg"/></operation></portType>
  <binding name="ProbeBinding" type="v:ProbePort"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Ask"><soap:operation soapAction=""/><input><soap:body use="literal"/></input><output><soap:body use="literal"/></output><fault name="BaseFault"><soap:fault name="BaseFault" use="literal"/></fault></operation></binding>
  <service name="Probe"><port name="ProbePort" binding="v:ProbeBinding"><soap:address location="http://127.0.0.1:1/"/></port></service>
</definitions>
WSDL
cat >Main.java <<'JAVA'
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.file.Paths;
import javax.xml.ws.BindingProvider;
import v.*;

public final class Main {
    static String element;

    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = ("<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><e:Fault><faultcode>ServerFaultCode</faultcode><faultstring>No.</faultstring><detail><" + element
                + " xmlns='urn:v' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='Derived'><why>because</why></" + element + "></detail></e:Fault></e:Body></e:Envelope>").getBytes("UTF-8");
            exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
            exchange.sendResponseHeaders(500, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        ProbePort port = new Probe(Paths.get("service.wsdl").toUri().toURL()).getProbePort();
        ((BindingProvider) port).getRequestContext().put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, "http://127.0.0.1:" + server.getAddress().getPort() + "/");
        String first = ask(port, "BaseFault"), second = ask(port, "DerivedFault");
        server.stop(0);
        System.exit(first.equals("BaseFaultMsg with Derived") && second.startsWith("SOAPFaultException: Client received SOAP Fault from server: No.") ? 0 : 1);
    }

    static String ask(ProbePort port, String name) {
        element = name;
        String seen;
        try {
            port.ask();
            seen = "nothing";
        } catch (BaseFaultMsg fault) {
            seen = "BaseFaultMsg with " + fault.getFaultInfo().getClass().getSimpleName();
        } catch (javax.xml.ws.soap.SOAPFaultException fault) {
            seen = "SOAPFaultException: " + fault.getMessage();
        }

        System.out.println(name + " is thrown as " + seen);
        return seen;
    }
}
JAVA
jars=$(find "$folder/root/usr/share/java" -name '*.jar' | tr '\n' ':')
mkdir sources classes
java -cp "$jars" com.sun.tools.ws.WsImport -quiet -keep -Xnocompile -s sources -p v service.wsdl
javac -nowarn -d classes -cp "$jars" sources/v/*.java Main.java
java -cp "$jars:classes" Main 2>/dev/null
echo "as described"
