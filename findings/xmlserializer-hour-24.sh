#!/usr/bin/env bash
# .NET 10, XmlSerializer and XmlConvert: the end of a day, 24:00:00, is an error for times, and a time at the end of the years is moved without one.
#
# Expected: 2026-11-29T24:00:00Z is the first moment of the 30th (XML Schema part 2, 3.2.7), as Java's XMLGregorianCalendar and gSOAP read it.
# Seen: FormatException "is not a valid AllXsd value": the whole answer cannot be read. A moment that does not fit, 9999-12-31T23:59:59-01:00, is no error for DateTime: it is the last one that fits, and one for DateTimeOffset.
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
using System.Xml;
Console.WriteLine(Environment.Version);
foreach (var text in new[] { "2026-11-29T23:59:59Z", "2026-11-29T24:00:00Z", "9999-12-31T23:59:59-01:00" })
    Console.WriteLine($"{text}: {Read(() => XmlConvert.ToDateTime(text, XmlDateTimeSerializationMode.RoundtripKind).ToString("O"))}, {Read(() => XmlConvert.ToDateTimeOffset(text).ToString("O"))}");

static string Read(Func<string> read)
{
    try
    {
        return read();
    }
    catch (Exception e)
    {
        return e.GetType().Name;
    }
}
CSHARP
TZ=UTC dotnet run -v q --property:WarningLevel=0 | tee out
grep -q '^10\.' out
grep -qxF '2026-11-29T23:59:59Z: 2026-11-29T23:59:59.0000000Z, 2026-11-29T23:59:59.0000000+00:00' out
grep -qxF '2026-11-29T24:00:00Z: FormatException, FormatException' out
grep -qxF '9999-12-31T23:59:59-01:00: 9999-12-31T23:59:59.9999999+00:00, ArgumentOutOfRangeException' out
echo "as described"
