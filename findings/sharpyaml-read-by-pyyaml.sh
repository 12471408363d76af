#!/usr/bin/env bash
# SharpYaml 3.17.0 of NuGet and PyYAML 6.0 (Debian 12): doubles and texts that the one writes are other values, or an error, for the other.
#
# Expected: a document that SharpYaml has written means the same for PyYAML; both versions of YAML have doubles, and a text that a reader could take for another type is written in quotation marks, as SharpYaml does for `1:30`, `<<` and `null`.
# Seen: 1E+21 and 1E-07 are texts for PyYAML, which wants a point in a number with an exponent, so that a member is a number or a text by its size. Of texts, `=` is written bare and makes the document unreadable ("could not determine a constructor"), and
#       2026-12-01 is a date. SharpYaml reads all of them back as they were.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download python3-yaml=6.0-3+b2 libyaml-0-2=0.2.5-1
for package in *.deb; do dpkg -x "$package" root; done
ls ./*.deb
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="SharpYaml" Version="3.17.0" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CSHARP'
using System;
using System.Globalization;
using SharpYaml;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
foreach (var value in new object[] { 0.5, 1e21, 1e-7, double.PositiveInfinity, "1:30", "<<", "=", "2026-12-01" })
{
    var written = YamlSerializer.Serialize(value, value.GetType());
    Console.WriteLine($"{written.TrimEnd()}\t{(Equals(YamlSerializer.Deserialize(written, value.GetType()), value) ? "the same" : "another value")}");
}

Console.Error.WriteLine("SharpYaml " + typeof(YamlSerializer).Assembly.GetName().Version);
CSHARP
dotnet run -v q --property:WarningLevel=0 >written
cat >probe.py <<'PYTHON'
import sys

import yaml

print("PyYAML", yaml.__version__)
for line in open("written", encoding="utf-8"):
    text, own = line.rstrip("\n").split("\t")
    try:
        print(f"{text} is {own} for SharpYaml, {yaml.safe_load(text)!r} for PyYAML")
    except yaml.YAMLError as failure:
        print(f"{text} is {own} for SharpYaml, {failure.problem} for PyYAML")
PYTHON
PYTHONPATH=root/usr/lib/python3/dist-packages LD_LIBRARY_PATH=$(echo root/usr/lib/*-linux-gnu) /usr/bin/python3 probe.py | tee out
grep -qxF 'PyYAML 6.0' out
grep -qxF '0.5 is the same for SharpYaml, 0.5 for PyYAML' out
grep -qxF "1E+21 is the same for SharpYaml, '1E+21' for PyYAML" out
grep -qxF "1E-07 is the same for SharpYaml, '1E-07' for PyYAML" out
grep -qxF '.inf is the same for SharpYaml, inf for PyYAML' out
grep -qxF "\"1:30\" is the same for SharpYaml, '1:30' for PyYAML" out
grep -qxF "= is the same for SharpYaml, could not determine a constructor for the tag 'tag:yaml.org,2002:value' for PyYAML" out
grep -qxF '2026-12-01 is the same for SharpYaml, datetime.date(2026, 12, 1) for PyYAML' out
echo "as described"
