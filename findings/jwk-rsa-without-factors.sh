#!/usr/bin/env bash
# Microsoft.IdentityModel.Tokens 8.23.0: an RSA key in JSON (JWK) that has "d" and not the prime factors is of no use at all.
#
# Expected: RFC 7518, section 6.3.2, requires only "d" of a private key; the factors are an optimization that a producer should add. So HasPrivateKey is true,
#           and the key at least verifies what its owner signed, as "n" and "e" are there.
# Seen: the key is read without an error and HasPrivateKey is false. Signing is refused because of that, and verifying throws a CryptographicException
#       ("Value was invalid"), while the same key without "d" verifies. Who selects public keys by HasPrivateKey takes this one, and fails with its first token.
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
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

Console.WriteLine(typeof(JsonWebKey).Assembly.GetName().Version);
using var rsa = RSA.Create(2048);
var parts = rsa.ExportParameters(true);
byte[] text = [1, 2, 3];
var signature = rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
static string Member(string name, byte[]? value) => $",\"{name}\":\"{Base64UrlEncoder.Encode(value!)}\"";
var open = "{\"kty\":\"RSA\"" + Member("n", parts.Modulus) + Member("e", parts.Exponent);
var exponent = Member("d", parts.D);
var factors = Member("p", parts.P) + Member("q", parts.Q) + Member("dp", parts.DP) + Member("dq", parts.DQ) + Member("qi", parts.InverseQ);
foreach (var (name, json) in new[] { ("n e", open), ("n e d", open + exponent), ("n e d and the factors", open + exponent + factors) })
{
    var key = new JsonWebKey(json + "}");
    Console.WriteLine($"{name}: private {key.HasPrivateKey}, signs {Try(() => new CryptoProviderFactory().CreateForSigning(key, "RS256").Sign(text).Length > 0)}, verifies {Try(() => new CryptoProviderFactory().CreateForVerifying(key, "RS256").Verify(text, signature))}");
}

static string Try(Func<bool> work)
{
    try { return work().ToString(); }
    catch (Exception failed) { return failed.GetType().Name; }
}
CSHARP
dotnet run -v q --property:WarningLevel=0 | tee out
grep -qxF 'n e: private False, signs InvalidOperationException, verifies True' out
grep -qxF 'n e d: private False, signs InvalidOperationException, verifies CryptographicException' out
grep -qxF 'n e d and the factors: private True, signs True, verifies True' out
echo "as described"
