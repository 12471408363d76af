#!/usr/bin/env bash
# .NET 10 on Linux: X509Chain refuses a good chain when the custom trust store also has an unrelated root of the same name.
#
# Expected: RFC 5280, 6.1, and RFC 4158, 2.4.2: names need not be unique, and a builder tries every candidate until one verifies. Authorities that
#           were made again under the same name, as labs make them, lie in one PEM file.
# Seen: when neither root has a subject key identifier, so that nothing but the name tells them apart, the chain is built with one of them
#       only. With the wrong one the answer is NotSignatureValid, though the right one is in the same store.
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
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
Console.WriteLine(Environment.Version);
var now = DateTimeOffset.UtcNow;
X509Certificate2 Root()
{
    var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    var request = new CertificateRequest("CN=Lab CA", key, HashAlgorithmName.SHA256);
    request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
    return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
}

var refused = 0;
const int Pairs = 20;
for (var i = 0; i < Pairs; i++)
{
    var (right, other) = (Root(), Root());
    using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    using var leaf = new CertificateRequest("CN=client", key, HashAlgorithmName.SHA256).Create(right, now.AddHours(-1), now.AddDays(1), [(byte)(i + 1)]);
    foreach (X509Certificate2[] roots in new[] { [right], new[] { right, other }, new[] { other, right } })
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        var good = chain.Build(leaf);
        if (roots.Length == 1 && !good)
            throw new InvalidOperationException("the right root alone is refused");
        if (!good)
        {
            refused++;
            if (refused == 1)
                Console.WriteLine(string.Join(", ", chain.ChainStatus.Select(s => s.Status)));
        }
    }
}

Console.WriteLine($"{refused} of {2 * Pairs} chains are refused with both roots in the store");
Environment.Exit(refused > 0 ? 0 : 3);
CSHARP
dotnet run -v q --property:WarningLevel=0
echo "as described"
