#!/usr/bin/env bash
# Microsoft.Garnet 2.2.8: cjson.encode in a script writes NaN, which is no JSON.
#
# Expected: a number that JSON does not have is an error of the script: "Cannot serialise number: must not be NaN or Inf" in Redis 7.0.15 and Valkey 8.0.1.
# Seen: Garnet writes NaN, which readers of JSON refuse, its own cjson.decode among them: a script that keeps a table so cannot read it again. A table with the places 1 and 1000 is written with 998 nulls, where Redis says
#       "excessively sparse array".
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
Call("EVAL", "return cjson.encode({n=0/0})", "0");
Call("EVAL", "return cjson.decode(cjson.encode({n=0/0})).n", "0");
Call("EVAL", "local _, nulls = string.gsub(cjson.encode({[1]='a', [1000]='c'}), 'null', '') return nulls", "0");
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
grep -qF -- '{n=0/0}) 0 -> "{"n":NaN}"' out
grep -qF -- '.n 0 -> -ERR Lua encountered an error: Expected value but found invalid token' out
grep -qF -- 'return nulls 0 -> :998' out
echo "as described"
