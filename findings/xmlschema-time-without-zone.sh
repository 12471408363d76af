#!/usr/bin/env bash
# XmlSchemaSet of .NET 10 with OpenJDK 17 beside it: a time without a zone is compared as if it were one in UTC.
#
# Expected: a time without a zone is earlier than one with a zone only when it is so in every zone, 14 hours to either side, and it is never equal to one (XML Schema part 2, 3.2.7.3 and 3.2.7.4): 10:00 of the same day is not within a limit of
#           12:00Z then, as Java has it.
# Seen: with the limit 12:00Z, .NET takes 10:00 and refuses 13:00, and 12:00 is a member of the enumeration 12:00Z. A text that ends 20 hours before the limit is valid for both.
set -euo pipefail
command -v javac >/dev/null || { echo "needs a JDK (openjdk-17-jdk-headless)"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>

</Project>
XML
cat >Program.cs <<'CSHARP'
using System;
using System.IO;
using System.Xml;
using System.Xml.Schema;

Console.WriteLine(".NET " + Environment.Version);
foreach (var line in File.ReadAllLines("cases"))
{
    var parts = line.Split(' ', 3);
    var schemas = new XmlSchemaSet();
    string result;
    try
    {
        schemas.Add(null, XmlReader.Create(new StringReader($"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='v'><xs:simpleType><xs:restriction base='xs:{parts[0]}'><xs:{parts[1].Replace("=", " value='")}'/></xs:restriction></xs:simpleType></xs:element></xs:schema>")));
        schemas.Compile();
        result = "valid";
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        settings.ValidationEventHandler += (_, _) => result = "invalid";
        using var reader = XmlReader.Create(new StringReader($"<v>{parts[2]}</v>"), settings);
        while (reader.Read())
        {
        }
    }
    catch (XmlSchemaException)
    {
        result = "schema refused";
    }

    Console.WriteLine($".NET: {line}: {result}");
}
CSHARP
cat >Main.java <<'JAVA'
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

public final class Main {
    public static void main(String[] arguments) throws Exception {
        for (String line : Files.readAllLines(Path.of("cases"))) {
            String[] parts = line.split(" ", 3);
            String result;
            try {
                Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(new StreamSource(new StringReader("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='v'><xs:simpleType><xs:restriction base='xs:" + parts[0] + "'><xs:" + parts[1].replace("=", " value='") + "'/></xs:restriction></xs:simpleType></xs:element></xs:schema>")));
                try {
                    schema.newValidator().validate(new StreamSource(new StringReader("<v>" + parts[2] + "</v>")));
                    result = "valid";
                } catch (SAXException e) {
                    result = "invalid";
                }
            } catch (SAXException e) {
                result = "schema refused";
            }
            System.out.println("Java: " + line + ": " + result);
        }
    }
}
JAVA
javac -nowarn Main.java
cat >cases <<'CASES'
dateTime maxInclusive=2026-12-01T12:00:00Z 2026-11-30T16:00:00
dateTime maxInclusive=2026-12-01T12:00:00Z 2026-12-01T10:00:00
dateTime maxInclusive=2026-12-01T12:00:00Z 2026-12-01T13:00:00
dateTime enumeration=2026-12-01T12:00:00Z 2026-12-01T12:00:00
CASES
{
  dotnet run -v q --property:WarningLevel=0
  java -cp . Main
} | tee out
for side in .NET Java; do
  grep -qxF "$side: dateTime maxInclusive=2026-12-01T12:00:00Z 2026-11-30T16:00:00: valid" out
  grep -qxF "$side: dateTime maxInclusive=2026-12-01T12:00:00Z 2026-12-01T13:00:00: invalid" out
done
for line in 'maxInclusive=2026-12-01T12:00:00Z 2026-12-01T10:00:00' 'enumeration=2026-12-01T12:00:00Z 2026-12-01T12:00:00'; do
  grep -qxF ".NET: dateTime $line: valid" out
  grep -qxF "Java: dateTime $line: invalid" out
done
echo "as described"
