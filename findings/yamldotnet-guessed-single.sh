#!/usr/bin/env bash
# YamlDotNet 18.1.0, WithAttemptingUnquotedStringTypeDeserialization: nearly every number with a point is read as a Single, so that it loses its digits from the eighth on.
#
# Expected: a Double, which is what the floats of YAML 1.2.2 are meant to be held in (10.2.1.4), and what YamlDotNet itself makes of the same text in a member of type double or behind !!float.
# Seen: 1796119200.5 (a time in seconds) is 1796119168, 16777217.5 is 16777218, 5e-324 is 0, and an integer of more than 64 bits is a Single too. Only a number that is too large for a Single is a Double.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="YamlDotNet" Version="18.1.0" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CSHARP'
using System;
using System.Globalization;
using YamlDotNet.Serialization;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine("YamlDotNet " + typeof(Deserializer).Assembly.GetName().Version);
var guessing = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
foreach (var text in new[] { "1.5", "0.1", "16777217.5", "1796119200.5", "5e-324", "18446744073709551616", "3.5e38" })
{
    var read = guessing.Deserialize<object>(text)!;
    var tagged = guessing.Deserialize<object>("!!float " + text)!;
    Console.WriteLine($"{text}: {read.GetType().Name} {Convert.ToDouble(read):R}, with a tag {tagged.GetType().Name} {tagged:R}, as a double {guessing.Deserialize<double>(text):R}");
}
CSHARP
dotnet run -v q --property:WarningLevel=0 | tee out
grep -qxF '1.5: Single 1.5, with a tag Double 1.5, as a double 1.5' out
grep -qxF '16777217.5: Single 16777218, with a tag Double 16777217.5, as a double 16777217.5' out
grep -qxF '1796119200.5: Single 1796119168, with a tag Double 1796119200.5, as a double 1796119200.5' out
grep -qxF '5e-324: Single 0, with a tag Double 5E-324, as a double 5E-324' out
grep -q '^18446744073709551616: Single ' out
grep -q '^3.5e38: Double ' out
echo "as described"
