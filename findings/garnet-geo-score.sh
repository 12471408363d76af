#!/usr/bin/env bash
# Microsoft.Garnet 2.2.8: GEOADD gives a place another score than Redis, so that sorted sets with places cannot be moved between the two.
#
# Expected: a place is a member of a sorted set whose score is the same in every engine, as ZSCORE shows and clients copy with ZRANGE and ZADD: 3479099956230698 for 13.361389 38.115556 (the documentation of Redis, Redis 7.0.15, Valkey 8.0.1).
# Seen: the score is 3476004292229755, and the score of Redis, added with ZADD, is a place 247 km to the north. GEOHASH of the place is the text that Redis gives.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><NoWarn>NU1603</NoWarn></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.Garnet" Version="2.2.8" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CSHARP'
using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Garnet;
var port = FreePort();
using var server = new GarnetServer(["--bind", "127.0.0.1", "--port", port.ToString(), "--memory", "64m", "--page", "1m", "--segment", "8m", "--index", "8m", "--lua", "--logger-level", "None"]);
server.Start();
Console.WriteLine("Garnet " + typeof(GarnetServer).Assembly.GetName().Version);
using var client = new TcpClient("127.0.0.1", port);
client.ReceiveTimeout = 10_000;
using var stream = client.GetStream();
Call("GEOADD", "sicily", "13.361389", "38.115556", "Palermo");
Call("ZSCORE", "sicily", "Palermo");
Call("GEOHASH", "sicily", "Palermo");
Call("ZADD", "sicily", "3479099956230698", "copied");
Call("GEOPOS", "sicily", "Palermo", "copied");
Call("GEODIST", "sicily", "Palermo", "copied", "km");
Environment.Exit(0);

// Sends a command and reads one reply, which is written as RESP has it, on one line.
string Call(params string[] words)
{
    var text = new StringBuilder($"*{words.Length}\r\n");
    foreach (var word in words)
        text.Append($"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n");
    stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
    stream.Flush();
    var reply = Read();
    Console.WriteLine($"{string.Join(' ', words)} -> {reply}");
    return reply;
}

string Read()
{
    var line = Line();
    var number = line[0] is '$' or '*' ? int.Parse(line[1..]) : 0;
    if (line[0] == '$')
    {
        if (number < 0)
            return "nil";
        var bytes = new byte[number + 2];
        stream.ReadExactly(bytes);
        return '"' + Encoding.UTF8.GetString(bytes, 0, number) + '"';
    }
    if (line[0] != '*')
        return line;
    var items = new string[Math.Max(number, 0)];
    for (var i = 0; i < items.Length; i++)
        items[i] = Read();
    return "[" + string.Join(", ", items) + "]";
}

string Line()
{
    var text = new StringBuilder();
    for (int next; (next = stream.ReadByte()) != '\n';)
        text.Append(next < 0 ? throw new EndOfStreamException() : (char)next);
    return text.ToString().TrimEnd('\r');
}

static int FreePort()
{
    using var listener = new TcpListener(IPAddress.Loopback, 0);
    listener.Start();
    return ((IPEndPoint)listener.LocalEndpoint).Port;
}
CSHARP
dotnet run -v q --property:WarningLevel=0 | tee out
grep -qF -- 'ZSCORE sicily Palermo -> "3476004292229755"' out
grep -qF -- 'GEOHASH sicily Palermo -> ["sqc8b49rny0"]' out
grep -qF -- '"40.333386808633804"' out
grep -qF -- 'copied km -> "246.68' out
echo "as described"
