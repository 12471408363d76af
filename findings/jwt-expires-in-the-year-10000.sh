#!/usr/bin/env bash
# Microsoft.IdentityModel.JsonWebTokens 8.23.0: a token that expires at DateTime.MaxValue has an "exp" in the year 10000, which .NET and Python cannot read as a time.
#
# Expected: a time is cut to its second: 9999-12-31T23:59:59.9999999 becomes 253402300799, the last second of the year 9999, as any other half second is dropped (and as DateTimeOffset.ToUnixTimeSeconds gives).
# Seen: the seconds are computed as a double, in which the last ticks of the year are rounded up: "exp" is 253402300800. DateTimeOffset.FromUnixTimeSeconds throws for it, datetime.fromtimestamp of Python too; the library itself reads it as DateTime.MaxValue. A time of half a
#       second before is cut.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.IdentityModel.JsonWebTokens" Version="8.23.0" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CSHARP'
using System;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

Console.WriteLine(typeof(JsonWebTokenHandler).Assembly.GetName().Version);
var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
var key = new SymmetricSecurityKey(new byte[64]);
var last = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
foreach (var time in new[] { new DateTime(2026, 12, 1, 0, 0, 0, 999, DateTimeKind.Utc), last.AddMilliseconds(-500), last })
{
    var token = handler.CreateToken(new SecurityTokenDescriptor { Expires = time, SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256) });
    var seconds = JsonDocument.Parse(Base64UrlEncoder.Decode(token.Split('.')[1])).RootElement.GetProperty("exp").GetInt64();
    string read;
    try { read = DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("O"); }
    catch (ArgumentOutOfRangeException failed) { read = failed.GetType().Name; }
    Console.WriteLine($"{time:O}: exp {seconds}, expected {new DateTimeOffset(time).ToUnixTimeSeconds()}, DateTimeOffset {read}, the library {handler.ReadJsonWebToken(token).ValidTo:O}");
}
CSHARP
dotnet run -v q --property:WarningLevel=0 | tee out
grep -qxF '2026-12-01T00:00:00.9990000Z: exp 1796083200, expected 1796083200, DateTimeOffset 2026-12-01T00:00:00.0000000+00:00, the library 2026-12-01T00:00:00.0000000Z' out
grep -qF '9999-12-31T23:59:59.4999999Z: exp 253402300799, expected 253402300799, ' out
grep -qF '9999-12-31T23:59:59.9999999Z: exp 253402300800, expected 253402300799, DateTimeOffset ArgumentOutOfRangeException, the library 9999-12-31T23:59:59.9999999' out
/usr/bin/python3 -c '
import datetime
try:
    print("Python", datetime.datetime.fromtimestamp(253402300800, datetime.timezone.utc))
except ValueError as failure:
    print("Python", failure)' | tee -a out
grep -qF 'Python year 10000 is out of range' out
echo "as described"
