#!/usr/bin/env bash
# jose-jwt 5.3.0 of NuGet: a token with a number that has a fraction cannot be decoded into a dictionary, also one that the library has just encoded.
#
# Expected: JWT.Decode<IDictionary<string, object>> gives a Double or a Decimal for 0.5, as it gives an Int64 for 5. A NumericDate may have a fraction (RFC 7519, section 2), which some issuers write into "iat" and "exp".
# Seen: the signature is good, and Decode throws a JsonException ("could not be converted to System.Object") for 0.5, 1.0 and 1e2, also within a list or an object, and for an integer of more than 64 bits with its sign. Encode writes all of these without an
#       error. Decode to a string, and to a class with a member of type double, works.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="jose-jwt" Version="5.3.0" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CSHARP'
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Jose;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine("jose-jwt " + typeof(JWT).Assembly.GetName().Version);
var key = Encoding.ASCII.GetBytes(new string('k', 64));
foreach (var value in new object[] { 5, 0.5, 1796119200.25, ulong.MaxValue, new[] { 1, 2.5 } })
{
    var token = JWT.Encode(new Dictionary<string, object> { ["iat"] = value }, key, JwsAlgorithm.HS256);
    var text = JWT.Decode(token, key);
    string seen;
    try { seen = JWT.Decode<IDictionary<string, object>>(token, key)["iat"].GetType().Name; }
    catch (Exception failed) { seen = failed.GetType().Name; }
    Console.WriteLine($"{text} as a dictionary: {seen}");
}

foreach (var json in new[] { "{\"iat\":1.0}", "{\"iat\":1e2}" })
{
    var token = JWT.Encode(json, key, JwsAlgorithm.HS256);
    string seen;
    try { seen = JWT.Decode<IDictionary<string, object>>(token, key)["iat"].GetType().Name; }
    catch (Exception failed) { seen = failed.GetType().Name; }
    Console.WriteLine($"{json} as a dictionary: {seen}, as a class: {JWT.Decode<Claims>(token, key).iat}");
}

public class Claims
{
    public double iat { get; set; }
}
CSHARP
dotnet run -v q --property:WarningLevel=0 | tee out
grep -qxF '{"iat":5} as a dictionary: Int64' out
grep -qxF '{"iat":0.5} as a dictionary: JsonException' out
grep -qxF '{"iat":1796119200.25} as a dictionary: JsonException' out
grep -qxF '{"iat":18446744073709551615} as a dictionary: JsonException' out
grep -qxF '{"iat":[1,2.5]} as a dictionary: JsonException' out
grep -qxF '{"iat":1.0} as a dictionary: JsonException, as a class: 1' out
grep -qxF '{"iat":1e2} as a dictionary: JsonException, as a class: 100' out
echo "as described"
