#!/usr/bin/env bash
# .NET 10, HttpClient: a relative path of two slashes goes to another host than the base address.
#
# Expected: pyVmomi up to 6.0.0 sends POST //sdk, and servers answer it. Whoever repeats such a recorded request with HttpClient, a BaseAddress and the
#           path "//sdk" expects that path at the base address.
# Seen: RFC 3986, 4.2, makes "//sdk" a network-path reference: the client looks for the host "sdk". Creating the Uri as relative does not change
#       it. Only an absolute URI with both slashes keeps the host. So a replayed recording reaches nobody, with an error about a name.
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
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
Console.WriteLine(Environment.Version);
using var client = new HttpClient(new Seen()) { BaseAddress = new Uri("http://127.0.0.1:8989") };
foreach (var uri in new[] { new Uri("//sdk", UriKind.Relative), new Uri("http://127.0.0.1:8989//sdk") })
    await client.PostAsync(uri, null);

sealed class Seen : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Console.WriteLine($"host {request.RequestUri!.Host}, path {request.RequestUri.AbsolutePath}");
        return Task.FromResult(new HttpResponseMessage());
    }
}
CSHARP
dotnet run -v q --property:WarningLevel=0 | tee out
grep -q '^10\.' out
grep -qxF 'host sdk, path /' out
grep -qxF 'host 127.0.0.1, path //sdk' out
echo "as described"
