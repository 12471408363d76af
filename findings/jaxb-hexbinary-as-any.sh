#!/usr/bin/env bash
# JAXB RI 2.3.0.1 (Debian 12): a value of xsd:hexBinary in a member of any type is decoded as base64.
#
# Expected: <any xsi:type="xsd:hexBinary">0AFF</any> is the bytes 10 and 255.
# Seen: it is three other bytes, those of the base64 text "0AFF", without an error, and is written as xsd:base64Binary. A member that is declared as xsd:hexBinary is read as it should be.
set -euo pipefail
command -v javac >/dev/null || { echo "needs a JDK (openjdk-17-jdk-headless)"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download "libjaxb-java=2.3.0.1-10.1" 2>/dev/null
apt-get -qq download $(apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances libjaxb-java | grep '^lib.*-java$' | grep -v '^libjaxb-java$' | sort -u) 2>/dev/null
for package in ./*.deb; do dpkg -x "$package" root; done
ls ./libjaxb-java*.deb
cat >Main.java <<'JAVA'
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Arrays;
import javax.xml.bind.JAXBContext;
import javax.xml.bind.Marshaller;
import javax.xml.bind.annotation.*;
import javax.xml.bind.annotation.adapters.*;

public final class Main {
    @XmlRootElement(name = "Value") @XmlAccessorType(XmlAccessType.FIELD)
    public static class Value {
        public Object any;
        @XmlJavaTypeAdapter(HexBinaryAdapter.class) @XmlSchemaType(name = "hexBinary") public byte[] hex;
    }

    public static void main(String[] arguments) throws Exception {
        String text = "<Value xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:xsd='http://www.w3.org/2001/XMLSchema'><any xsi:type='xsd:hexBinary'>0AFF</any><hex>0AFF</hex></Value>";
        JAXBContext context = JAXBContext.newInstance(Value.class);
        Value value = (Value) context.createUnmarshaller().unmarshal(new StringReader(text));
        String any = Arrays.toString((byte[]) value.any), declared = Arrays.toString(value.hex);
        StringWriter written = new StringWriter();
        Marshaller writer = context.createMarshaller();
        writer.setProperty(Marshaller.JAXB_FRAGMENT, true);
        writer.marshal(value, written);
        System.out.println("0AFF in a member of any type is read as " + any + ", in one of xsd:hexBinary as " + declared);
        System.out.println(written.toString().replaceAll(" xmlns:\\w+=\"[^\"]*\"", ""));
        System.exit(any.equals("[-48, 1, 69]") && declared.equals("[10, -1]") && written.toString().contains("base64Binary") ? 0 : 1);
    }
}
JAVA
jars=$(find "$folder/root/usr/share/java" -name '*.jar' | tr '\n' ':')
javac -nowarn -cp "$jars" Main.java
java -cp "$jars:." Main 2>/dev/null
echo "as described"
