#!/usr/bin/env bash
# System.CommandLine 2.0.15: an option cannot be given an empty text with an equals sign.
#
# Expected: `--password=` is the option with an empty argument, as GNU's conventions for long options have it (getopt_long, argparse of Python), and as `--password ""` is read.
# Seen: "Required argument missing for option", for `--password=`, `--password:` and `-p=`. `--password ""` works. A script with `--password="$PASSWORD"` fails, or with a word after it takes that as the password, when the variable is empty.
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

Console.WriteLine("System.CommandLine " + typeof(RootCommand).Assembly.GetName().Version);
var password = new Option<string>("--password", "-p");
var rest = new Argument<string[]>("rest");
var root = new RootCommand { password, rest };
foreach (var words in new string[][] { ["--password=a"], ["--password", ""], ["--password="], ["--password:"], ["-p="], ["--password=", "host"] })
{
    var result = root.Parse(words);
    Console.WriteLine($"[{string.Join("] [", words)}]: {(result.Errors.Count > 0 ? result.Errors[0].Message : $"password '{result.GetValue(password)}', rest '{string.Join(' ', result.GetValue(rest)!)}'")}");
}
CSHARP
cat >probe.py <<'PYTHON'
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--password")
parser.add_argument("rest", nargs="*")
print("argparse:", parser.parse_args(["--password=", "host"]))
PYTHON
{
  dotnet run -v q --property:WarningLevel=0
  /usr/bin/python3 probe.py
} | tee out
grep -qxF "[--password=a]: password 'a', rest ''" out
grep -qxF "[--password] []: password '', rest ''" out
for words in --password= --password: -p=; do grep -q "^\[$words\]: Required argument missing for option: '--*p" out; done
grep -qxF "argparse: Namespace(password='', rest=['host'])" out
cat out | grep -F '[--password=] [host]'
echo "as described"
