#!/usr/bin/env bash
# Microsoft.Garnet 2.2.8: PFADD, PFMERGE and BITFIELD remove the expiry of a key.
#
# Expected: only commands that replace a value remove its expiry (documentation of EXPIRE); PFADD, PFMERGE, BITFIELD, APPEND and SETBIT change a part and keep it.
# Seen: APPEND keeps it. After PFADD, also of an element that is there, PFMERGE, or a BITFIELD that makes the value longer, TTL is -1: the key stays for ever. A
#       counter of visitors that is to end after a day never ends.
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
Call("SET", "a", "x", "EX", "100");
Call("APPEND", "a", "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy");
Console.WriteLine("APPEND: TTL " + (Call("TTL", "a") == ":-1" ? "lost" : "kept"));
Call("SET", "b", "x", "EX", "100");
Call("BITFIELD", "b", "INCRBY", "u8", "100", "1");
Console.WriteLine("BITFIELD: TTL " + (Call("TTL", "b") == ":-1" ? "lost" : "kept"));
Call("PFADD", "p", "one");
Call("EXPIRE", "p", "100");
Call("PFADD", "p", "one");
Console.WriteLine("PFADD of what is there: TTL " + (Call("TTL", "p") == ":-1" ? "lost" : "kept"));
Call("PFADD", "p", "two");
Console.WriteLine("PFADD of another: TTL " + (Call("TTL", "p") == ":-1" ? "lost" : "kept"));
Call("EXPIRE", "p", "100");
Call("PFADD", "q", "three", "four");
Call("PFMERGE", "p", "q");
Console.WriteLine("PFMERGE: TTL " + (Call("TTL", "p") == ":-1" ? "lost" : "kept"));
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
grep -qF -- 'APPEND: TTL kept' out
grep -qF -- 'BITFIELD: TTL lost' out
grep -qF -- 'PFADD of what is there: TTL lost' out
grep -qF -- 'PFADD of another: TTL lost' out
grep -qF -- 'PFMERGE: TTL lost' out
echo "as described"
