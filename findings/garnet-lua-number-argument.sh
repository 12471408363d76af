#!/usr/bin/env bash
# Microsoft.Garnet 2.2.8: a script that passes a number to a command loses digits.
#
# Expected: a number that a script passes to redis.call arrives with all its digits: Redis writes it with 17 significant digits, so that it is the same double when
#           it is read again (Redis 7.0.15 stores 3.14159265358979 for the number of the script below).
# Seen: Garnet writes a number that is not whole with 14 significant digits. 3.14159265358979 is stored as 3.1415926535898, and the time 1764396000.123456,
#       in seconds and microseconds as TIME gives it, as 1764396000.1235. A script that keeps such a time as a score of a sorted set moves it by up to 50 µs.
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
Call("EVAL", "redis.call('SET', KEYS[1], 3.14159265358979) return redis.call('GET', KEYS[1])", "1", "k");
Call("EVAL", "redis.call('ZADD', KEYS[1], 1764396000.123456, 'm') return redis.call('ZSCORE', KEYS[1], 'm')", "1", "z");
Call("EVAL", "redis.call('ZADD', KEYS[1], ARGV[1], 'm') return redis.call('ZSCORE', KEYS[1], 'm')", "1", "z", "1764396000.123456");
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
grep -qF -- '1 k -> "3.1415926535898"' out
grep -qF -- '1 z -> "1764396000.1235"' out
grep -qF -- '1 z 1764396000.123456 -> "1764396000.123456"' out
echo "as described"
