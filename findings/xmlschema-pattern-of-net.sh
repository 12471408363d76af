#!/usr/bin/env bash
# XmlSchemaSet of .NET 10 with OpenJDK 17 beside it: the pattern of a type is read as a regular expression of .NET, which XML Schema's are not.
#
# Expected: ^ and $ are characters like any other, since a pattern is always for the whole text, and \b, (?:) and a+? are no patterns (XML Schema part 2, appendix F), as Java's validator and libxml2 have it.
# Seen: with the pattern a^b the text a^b is invalid, and with ^ab$ the text ab is valid; the three others are taken. A schema that was tried with .NET alone is refused by the others, or means something else.
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
string pattern=a[b-d]+ abc
string pattern=a^b a^b
string pattern=a$b a$b
string pattern=^ab$ ab
string pattern=^ab$ ^ab$
string pattern=\bab ab
string pattern=(?:ab) ab
string pattern=a+? aa
CASES
{
  dotnet run -v q --property:WarningLevel=0
  java -cp . Main
} | tee out
for side in .NET Java; do grep -qxF "$side: string pattern=a[b-d]+ abc: valid" out; done
for line in 'pattern=a^b a^b: invalid' 'pattern=a$b a$b: invalid' 'pattern=^ab$ ab: valid' 'pattern=^ab$ ^ab$: invalid' 'pattern=\bab ab: valid' 'pattern=(?:ab) ab: valid' 'pattern=a+? aa: valid'; do grep -qxF ".NET: string $line" out; done
for line in 'pattern=a^b a^b: valid' 'pattern=a$b a$b: valid' 'pattern=^ab$ ab: invalid' 'pattern=^ab$ ^ab$: valid' 'pattern=\bab ab: schema refused' 'pattern=(?:ab) ab: schema refused' 'pattern=a+? aa: schema refused'; do grep -qxF "Java: string $line" out; done
echo "as described"
