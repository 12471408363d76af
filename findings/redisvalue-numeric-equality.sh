#!/usr/bin/env bash
# StackExchange.Redis 3.4.35: two RedisValues that are different texts are equal when both read as the same number.
#
# Expected: a value of Redis is a string of bytes (its own documentation: values are binary safe), so that "00012" and "12" differ, as they do for the
#           server, for string, and for byte[].
# Seen: RedisValue.Equals, == and GetHashCode compare by number where both sides can be read as one: "00012" == 12, "1e3" == "1000". A HashSet of
#       RedisValue holds one of them. Names and keys are compared as strings or bytes instead.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="StackExchange.Redis" Version="3.4.35" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CSHARP'
using StackExchange.Redis;
System.Console.WriteLine(typeof(RedisValue).Assembly.GetName().Version);
(RedisValue, RedisValue)[] pairs = [("00012", 12), ("1e3", "1000"), ("12", "12.0"), ("abc", "ABC")];
foreach (var (a, b) in pairs)
    System.Console.WriteLine($"\"{a}\" == \"{b}\": {a == b}; as strings: {(string)a! == (string)b!}; same hash code: {a.GetHashCode() == b.GetHashCode()}");
var set = new System.Collections.Generic.HashSet<RedisValue> { "1000", "1e3" };
System.Console.WriteLine($"a set of \"1000\" and \"1e3\" has {set.Count}");
CSHARP
dotnet run -v q --property:WarningLevel=0 | tee out
grep -qF '"00012" == "12": True; as strings: False; same hash code: True' out
grep -qF '"1e3" == "1000": True; as strings: False; same hash code: True' out
grep -qF '"abc" == "ABC": False' out
grep -qF 'has 1' out
echo "as described"
