#!/usr/bin/env bash
# Microsoft.Garnet 2.2.8: a hash whose last field has expired stays as a key.
#
# Expected: Redis removes a hash with its last field, also when that field expires by HPEXPIRE (Redis 7.4, documentation of HPEXPIRE and of hashes: an
#           empty hash does not exist), so that EXISTS is 0 and TYPE is none.
# Seen: the field is gone (HLEN 0, HGET nil), and EXISTS still says 1, TYPE hash. A store that takes a hash for a session, and EXISTS for
#       "the session lives", believes in one that has ended.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Garnet" Version="2.2.8" />
    <PackageReference Include="StackExchange.Redis" Version="3.4.35" />
  </ItemGroup>
</Project>
XML
cat >Program.cs <<'CSHARP'
using System;
using System.Net;
using System.Threading.Tasks;
using Garnet;
using StackExchange.Redis;
var port = FreePort();
using var server = new GarnetServer(["--bind", "127.0.0.1", "--port", port.ToString(), "--memory", "64m", "--page", "1m", "--segment", "8m", "--index", "8m", "--logger-level", "None"]);
server.Start();
await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port}");
var db = redis.GetDatabase();
Console.WriteLine(typeof(GarnetServer).Assembly.GetName().Version);
await db.ExecuteAsync("HSET", "session", "user", "a");
await db.ExecuteAsync("HPEXPIRE", "session", "50", "FIELDS", "1", "user");
var ends = DateTime.UtcNow.AddSeconds(10);
while ((int)await db.ExecuteAsync("HLEN", "session") != 0 && DateTime.UtcNow < ends)
    await Task.Delay(20);
Console.WriteLine($"HLEN {await db.ExecuteAsync("HLEN", "session")}, HGET {((await db.ExecuteAsync("HGET", "session", "user")).IsNull ? "nil" : "a value")}, EXISTS {await db.ExecuteAsync("EXISTS", "session")}, TYPE {await db.ExecuteAsync("TYPE", "session")}");
Environment.Exit(0);

static int FreePort()
{
    using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
    listener.Start();
    return ((IPEndPoint)listener.LocalEndpoint).Port;
}
CSHARP
dotnet run -v q --property:WarningLevel=0 | tee out
grep -qF 'HLEN 0, HGET nil, EXISTS 1, TYPE hash' out
echo "as described"
