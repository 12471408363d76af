#!/usr/bin/env bash
# YamlDotNet 18.1.0: the same text is one number in a member of type int and another where the type is guessed, and an octal number of YAML 1.2 is none.
#
# Expected: one reading for the whole document: by YAML 1.1, 010 is 8, 1:30 is 90, 1_000 and 0b11 are numbers; by YAML 1.2.2 (10.3.2), 010 is 10, 0o10 is 8 and the others are texts.
# Seen: a member of type int is read by YAML 1.1, so that 0o10 is a FormatException; where WithAttemptingUnquotedStringTypeDeserialization guesses, it is YAML 1.2 without 0o10, which is a text. 010 is 8 in the one and 10 in the other.
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
using YamlDotNet.Core;
using YamlDotNet.Serialization;

Console.WriteLine("YamlDotNet " + typeof(Deserializer).Assembly.GetName().Version);
var reader = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
foreach (var text in new[] { "8", "010", "0o10", "0x1F", "1_000", "0b11", "1:30" })
{
    var guessed = reader.Deserialize<object>(text)!;
    string typed;
    try
    {
        typed = reader.Deserialize<int>(text).ToString();
    }
    catch (YamlException e)
    {
        typed = e.InnerException!.GetType().Name;
    }

    Console.WriteLine($"{text}: as an int {typed}, guessed {(guessed is string ? "a text" : guessed)}");
}
CSHARP
dotnet run -v q --property:WarningLevel=0 | tee out
grep -qxF '010: as an int 8, guessed 10' out
grep -qxF '0o10: as an int FormatException, guessed a text' out
grep -qxF '0x1F: as an int 31, guessed 31' out
grep -qxF '1_000: as an int 1000, guessed a text' out
grep -qxF '0b11: as an int 3, guessed a text' out
grep -qxF '1:30: as an int 90, guessed a text' out
echo "as described"
