#!/usr/bin/env bash
# .NET 10, XmlSerializer (which generated WCF clients use): a value of any type that is a date or a time of day becomes a moment, and an integer becomes a text.
#
# Expected: what was read as xsd:time, xsd:date or xsd:integer is written back as that.
# Seen: 12:00:00Z is read as noon of 1 January of the year 1 and written as xsd:dateTime 0001-01-01T12:00:00Z, a date likewise, an integer as xsd:string. The unsigned types, which have types of their own in .NET, are kept.
set -euo pipefail
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
using System.Text.RegularExpressions;
using System.Xml.Serialization;
Console.WriteLine(Environment.Version);
var serializer = new XmlSerializer(typeof(Value));
foreach (var (type, text) in new[] { ("time", "12:00:00Z"), ("date", "2026-11-29"), ("integer", "12345678901234567890"), ("unsignedByte", "255") })
{
    var xml = $"<Value xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:xsd='http://www.w3.org/2001/XMLSchema'><any xsi:type='xsd:{type}'>{text}</any></Value>";
    var value = (Value)serializer.Deserialize(new StringReader(xml));
    var written = new StringWriter();
    serializer.Serialize(written, value);
    var found = Regex.Match(written.ToString(), "<any.*xsi:type=\"(?<type>[^\"]*)\"[^>]*>(?<text>.*)</any>");
    Console.WriteLine($"xsd:{type} {text} is a {value.any.GetType().Name} and is written as {found.Groups["type"]} {found.Groups["text"]}");
}

public class Value
{
    public object any;
}
CSHARP
TZ=UTC dotnet run -v q --property:WarningLevel=0 | tee out
grep -q '^10\.' out
grep -qxF 'xsd:time 12:00:00Z is a DateTime and is written as xsd:dateTime 0001-01-01T12:00:00Z' out
grep -qxF 'xsd:date 2026-11-29 is a DateTime and is written as xsd:dateTime 2026-11-29T00:00:00' out
grep -qxF 'xsd:integer 12345678901234567890 is a String and is written as xsd:string 12345678901234567890' out
grep -qxF 'xsd:unsignedByte 255 is a Byte and is written as xsd:unsignedByte 255' out
echo "as described"
