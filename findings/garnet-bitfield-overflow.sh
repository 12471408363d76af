#!/usr/bin/env bash
# Microsoft.Garnet 2.2.8: BITFIELD answers a number that a signed field cannot have, and does not keep to OVERFLOW.
#
# Expected: a field i8 with -1, increased by 200 with OVERFLOW SAT, is 127, the largest number of 8 bits with a sign; with OVERFLOW FAIL the answer is nil and the field is as before (Redis 7.0.15, Valkey 8.0.1).
# Seen: SAT answers 199, which 8 bits with a sign do not hold, and the field is -57; FAIL then answers 143, and the field is -113. The sum is neither held at the end of the range nor refused. Unsigned fields are held and refused as they should be.
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
Call("BITFIELD", "signed", "SET", "i8", "0", "-1");
Call("BITFIELD", "signed", "OVERFLOW", "SAT", "INCRBY", "i8", "0", "200");
Call("BITFIELD", "signed", "GET", "i8", "0");
Call("BITFIELD", "signed", "OVERFLOW", "FAIL", "INCRBY", "i8", "0", "200");
Call("BITFIELD", "signed", "GET", "i8", "0");
Call("BITFIELD", "unsigned", "SET", "u8", "0", "250");
Call("BITFIELD", "unsigned", "OVERFLOW", "SAT", "INCRBY", "u8", "0", "20");
Call("BITFIELD", "unsigned", "OVERFLOW", "FAIL", "INCRBY", "u8", "0", "20");
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
grep -qF -- 'SAT INCRBY i8 0 200 -> [:199]' out
grep -qF -- 'GET i8 0 -> [:-57]' out
grep -qF -- 'FAIL INCRBY i8 0 200 -> [:143]' out
grep -qF -- 'GET i8 0 -> [:-113]' out
grep -qF -- 'SAT INCRBY u8 0 20 -> [:255]' out
grep -qF -- 'FAIL INCRBY u8 0 20 -> [nil]' out
echo "as described"
