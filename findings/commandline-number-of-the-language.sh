#!/usr/bin/env bash
# System.CommandLine 2.0.15: a number on the command line is read by the language of the user's session, so that the same command means another number.
#
# Expected: 1.5 is one and a half everywhere: a command line stands in scripts and documents, and getopt, argparse and Go's flag read it so.
# Seen: with the culture de-DE, which .NET takes from LANG, `--interval 1.5` is 15 without an error, and 1,5 is one and a half; with the invariant culture, 1,5 is 15. 01.02.2026 is in January or in February.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="System.CommandLine" Version="2.0.15" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CSHARP'
using System;
using System.CommandLine;
using System.Globalization;

Console.WriteLine("System.CommandLine " + typeof(RootCommand).Assembly.GetName().Version);
var interval = new Option<double>("--interval");
var since = new Option<DateTimeOffset>("--since");
var root = new RootCommand { interval, since };
foreach (var culture in new[] { "", "de-DE" })
{
    CultureInfo.CurrentCulture = new CultureInfo(culture);
    foreach (var text in new[] { "1.5", "1,5" })
        Console.WriteLine(FormattableString.Invariant($"'{culture}': --interval {text} is {root.Parse(["--interval", text]).GetValue(interval)}"));
    Console.WriteLine(FormattableString.Invariant($"'{culture}': --since 01.02.2026 is in month {root.Parse(["--since", "01.02.2026"]).GetValue(since).Month}"));
}
CSHARP
dotnet run -v q --property:WarningLevel=0 | tee out
grep -qxF "'': --interval 1.5 is 1.5" out
grep -qxF "'': --interval 1,5 is 15" out
grep -qxF "'de-DE': --interval 1.5 is 15" out
grep -qxF "'de-DE': --interval 1,5 is 1.5" out
grep -qxF "'': --since 01.02.2026 is in month 1" out
grep -qxF "'de-DE': --since 01.02.2026 is in month 2" out
echo "as described"
