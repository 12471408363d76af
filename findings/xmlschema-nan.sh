#!/usr/bin/env bash
# XmlSchemaSet of .NET 10 with OpenJDK 17 beside it: "not a number" is outside of an enumeration that lists it, and inside of every range.
#
# Expected: NaN is equal to itself, and no limit holds for it, since it is neither less nor greater than any number (XML Schema part 2, 3.2.4 and 3.2.5), as Java and libxml2 have it.
# Seen: with the enumeration NaN the text NaN is invalid; with minInclusive 0, or maxInclusive 100, it is valid.
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
double enumeration=1.5 1.50
double enumeration=NaN NaN
double minInclusive=0 NaN
float maxInclusive=100 NaN
float maxInclusive=100 INF
CASES
{
  dotnet run -v q --property:WarningLevel=0
  java -cp . Main
} | tee out
for side in .NET Java; do
  grep -qxF "$side: double enumeration=1.5 1.50: valid" out
  grep -qxF "$side: float maxInclusive=100 INF: invalid" out
done
grep -qxF '.NET: double enumeration=NaN NaN: invalid' out
grep -qxF 'Java: double enumeration=NaN NaN: valid' out
for line in 'double minInclusive=0 NaN' 'float maxInclusive=100 NaN'; do
  grep -qxF ".NET: $line: valid" out
  grep -qxF "Java: $line: invalid" out
done
echo "as described"
