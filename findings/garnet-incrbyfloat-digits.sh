#!/usr/bin/env bash
# Microsoft.Garnet 2.2.8: INCRBYFLOAT keeps 15 decimals, and writes zeros that are none of the number.
#
# Expected: 0.1 increased by 0.2 is the text 0.3, and a key that is increased by 1e-17 holds 0.00000000000000001 (Redis 7.0.15 and Valkey 8.0.1).
# Seen: the texts are 0.300000000000000 and 0.000000000000000: what is smaller than a 15th decimal is lost without an error, and a program that compares texts finds another one. HINCRBYFLOAT of a field that is not there keeps the
#       increment as it was written: 2.50, where the others have 2.5.
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
Call("SET", "sum", "0.1");
Call("INCRBYFLOAT", "sum", "0.2");
Call("GET", "sum");
Call("INCRBYFLOAT", "small", "1e-17");
Call("HINCRBYFLOAT", "hash", "field", "2.50");
Call("HGET", "hash", "field");
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
grep -qF -- 'GET sum -> "0.300000000000000"' out
grep -qF -- 'INCRBYFLOAT small 1e-17 -> "0.000000000000000"' out
grep -qF -- 'HGET hash field -> "2.50"' out
echo "as described"
