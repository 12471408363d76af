#!/usr/bin/env bash
# JAXB RI 2.3.0.1 (Debian 12): a value of any type that is read and written again has another type, and a token keeps its white space.
#
# Expected: what was read as xsd:unsignedInt, xsd:unsignedByte, xsd:anyURI or xsd:token is written as that, as a program that reads a setting and writes it back unchanged relies on. White space around and within a token is
#           collapsed (XML Schema part 2, 3.3.2).
# Seen: they are written as xsd:long, xsd:short and xsd:string: the type is forgotten when the value is read. A token is read with its white space.
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
import javax.xml.bind.JAXBContext;
import javax.xml.bind.annotation.*;

public final class Main {
    @XmlRootElement(name = "Value") @XmlAccessorType(XmlAccessType.FIELD)
    public static class Value {
        public Object any;
    }

    public static void main(String[] arguments) throws Exception {
        String[][] values = {
            {"xsd:long", "5", "xs:long"}, {"xsd:unsignedInt", "4294967295", "xs:long"}, {"xsd:unsignedByte", "255", "xs:short"}, {"xsd:anyURI", "http://x", "xs:string"}, {"xsd:token", "  a  b ", "xs:string"}};
        JAXBContext context = JAXBContext.newInstance(Value.class);
        int changed = 0;
        for (String[] value : values) {
            String text = "<Value xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:xsd='http://www.w3.org/2001/XMLSchema'><any xsi:type='" + value[0] + "'>" + value[1] + "</any></Value>";
            Value read = (Value) context.createUnmarshaller().unmarshal(new StringReader(text));
            StringWriter written = new StringWriter();
            context.createMarshaller().marshal(read, written);
            String seen = written.toString().replaceAll(".*<any [^>]*xsi:type=\"([^\"]+)\".*", "$1");
            System.out.println(value[0] + " '" + value[1] + "' is read as " + read.any.getClass().getSimpleName() + " '" + read.any + "' and written as " + seen);
            if (!seen.equals(value[2]) || !read.any.toString().equals(value[1]))
                changed++;
        }

        System.exit(changed);
    }
}
JAVA
jars=$(find "$folder/root/usr/share/java" -name '*.jar' | tr '\n' ':')
javac -nowarn -cp "$jars" Main.java
java -cp "$jars:." Main 2>/dev/null
echo "as described"
