#!/usr/bin/env bash
# XPath2 1.1.5 of NuGet: times are written, and their seconds are given, with three digits of the fraction, and compared with seven.
#
# Expected: .1234567 of a second, which the library reads into seven digits as .NET does, is .1234567 in string() and in seconds-from-dateTime(), and a duration of a tenth of a millisecond is PT0.0001S (XPath functions, 9.5 and 18.1.2).
# Seen: the text ends in .123 and the seconds are 0.123, without rounding, and yet the time is not equal to one of .123. PT0.0001S is written as PT0S. Half a second is written as .5 in a time and as .500 in a duration, where the canonical form has no zero at the end.
#       Two times with six digits of a fraction, as vCenter writes them, that are not equal look the same in every text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="XPath2" Version="1.1.5" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CSHARP'
using System;
using System.Globalization;
using System.Xml;
using Wmhelp.XPath2;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine("XPath2 " + typeof(XPath2Expression).Assembly.GetName().Version);
var document = new XmlDocument();
document.LoadXml("<a/>");
var prefixes = new XmlNamespaceManager(document.NameTable);
prefixes.AddNamespace("xs", "http://www.w3.org/2001/XMLSchema");
foreach (var expression in new[]
{
    "string(xs:dateTime('2026-12-01T00:00:00.1234567Z'))", "seconds-from-dateTime(xs:dateTime('2026-12-01T00:00:00.1234567Z'))",
    "xs:dateTime('2026-12-01T00:00:00.1234567Z') eq xs:dateTime('2026-12-01T00:00:00.123Z')", "xs:dateTime('2026-12-01T00:00:00.1234567Z') gt xs:dateTime('2026-12-01T00:00:00.1234566Z')",
    "string(xs:dayTimeDuration('PT0.0001S'))", "string(xs:time('10:00:00.5'))", "string(xs:dayTimeDuration('PT0.5S'))",
})
    Console.WriteLine($"{expression} is {document.CreateNavigator()!.XPath2Evaluate(expression, prefixes)}");
CSHARP
dotnet run -v q --property:WarningLevel=0 | tee out
grep -qxF "string(xs:dateTime('2026-12-01T00:00:00.1234567Z')) is 2026-12-01T00:00:00.123Z" out
grep -qxF "seconds-from-dateTime(xs:dateTime('2026-12-01T00:00:00.1234567Z')) is 0.123" out
grep -qxF "xs:dateTime('2026-12-01T00:00:00.1234567Z') eq xs:dateTime('2026-12-01T00:00:00.123Z') is False" out
grep -qxF "xs:dateTime('2026-12-01T00:00:00.1234567Z') gt xs:dateTime('2026-12-01T00:00:00.1234566Z') is True" out
grep -qxF "string(xs:dayTimeDuration('PT0.0001S')) is PT0S" out
grep -qxF "string(xs:time('10:00:00.5')) is 10:00:00.5" out
grep -qxF "string(xs:dayTimeDuration('PT0.5S')) is PT0.500S" out
echo "as described"
