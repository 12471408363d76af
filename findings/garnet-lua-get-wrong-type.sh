#!/usr/bin/env bash
# Microsoft.Garnet 2.2.8: in a script, GET of a key that is no string is nil without an error.
#
# Expected: redis.call('GET', key) of a hash raises WRONGTYPE, which ends the script, and redis.pcall gives a table with the error: so do Redis 7.0.15 and Valkey 8.0.1, and so does Garnet for
#           INCR and LPUSH in a script and for GET outside of one.
# Seen: both give false, as for a key that is not there, and the script goes on. A script that makes what is not there yet takes a key of another type for a missing one.
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
Call("HSET", "h", "f", "v");
Call("GET", "h");
Call("EVAL", "return redis.call('GET', KEYS[1]) == false", "1", "h");
Call("EVAL", "return type(redis.pcall('GET', KEYS[1]))", "1", "h");
Call("EVAL", "return redis.pcall('INCR', KEYS[1]).err", "1", "h");
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
grep -qF -- 'GET h -> -WRONGTYPE' out
grep -qF -- '== false 1 h -> :1' out
grep -qF -- '1 h -> "boolean"' out
grep -qF -- '.err 1 h -> "WRONGTYPE' out
echo "as described"
