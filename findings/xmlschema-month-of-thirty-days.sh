#!/usr/bin/env bash
# XmlSchemaSet of .NET 10 with OpenJDK 17 beside it: a month is 30 days and a year is 365 where durations are compared.
#
# Expected: P1M is neither at most P30D nor more than it, since a month has 28 to 31 days: such a pair has no order, and a limit of P30D does not hold for P1M (XML Schema part 2, 3.2.6.2), as Java and libxml2 have it.
# Seen: .NET takes P1M with a limit of P30D, P1Y with one of P365D, and P31D where more than P1M is asked for. A limit of P29D refuses P1M in both, and one of P32D takes it.
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
duration maxInclusive=P29D P1M
duration maxInclusive=P30D P1M
duration maxInclusive=P365D P1Y
duration minExclusive=P1M P31D
duration maxInclusive=P32D P1M
CASES
{
  dotnet run -v q --property:WarningLevel=0
  java -cp . Main
} | tee out
for side in .NET Java; do
  grep -qxF "$side: duration maxInclusive=P29D P1M: invalid" out
  grep -qxF "$side: duration maxInclusive=P32D P1M: valid" out
done
for line in 'maxInclusive=P30D P1M' 'maxInclusive=P365D P1Y' 'minExclusive=P1M P31D'; do
  grep -qxF ".NET: duration $line: valid" out
  grep -qxF "Java: duration $line: invalid" out
done
echo "as described"
