#!/usr/bin/env bash
# StackExchange.Redis 3.4.35: a SubscribeAsync that throws has subscribed.
#
# Expected: ConnectAsync returns when the client can be used, and a call that throws has no effect: who gets an exception of SubscribeAsync subscribes again, or gives up.
# Seen: the client has a second connection for messages. ConnectAsync waits for it as long as its timeout says, and then returns without it, and IsConnected is true. With BacklogPolicy.FailFast,
#       SubscribeAsync throws "No connection is active/available" then, at once. The handler stays registered all the same, and is called with messages as soon as the second connection comes: who
#       subscribes again after each exception has every message handled several times.
set -euo pipefail
folder=$(mktemp -d)
redis=
trap '[ -z "$redis" ] || kill "$redis" 2>/dev/null || true; wait; rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download redis-server redis-tools
for package in *.deb; do dpkg -x "$package" root; done
"$folder/root/usr/bin/redis-server" --version | grep -F 'v=7.0.15'
port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$folder/root/usr/bin/redis-server" --save "" --bind 127.0.0.1 --port "$port" --dir "$folder" >redis.log & redis=$!
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><NoWarn>NU1603</NoWarn></PropertyGroup>
  <ItemGroup><PackageReference Include="StackExchange.Redis" Version="3.4.35" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CSHARP'
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using StackExchange.Redis;

// Gives connections on; the second one and later ones wait.
var engine = int.Parse(args[0]);
var second = new TaskCompletionSource();
var listener = new TcpListener(IPAddress.Loopback, 0);
listener.Start();
_ = Task.Run(async () =>
{
    for (var number = 1; ; number++)
    {
        var client = await listener.AcceptTcpClientAsync();
        var held = number == 1 ? Task.CompletedTask : second.Task;
        _ = Task.Run(async () =>
        {
            await held;
            var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, engine);
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
        });
    }
});

var options = new ConfigurationOptions { AbortOnConnectFail = false, ConnectTimeout = 2000, BacklogPolicy = BacklogPolicy.FailFast };
options.EndPoints.Add(IPAddress.Loopback, ((IPEndPoint)listener.LocalEndpoint).Port);
var connection = await ConnectionMultiplexer.ConnectAsync(options);
Console.WriteLine("StackExchange.Redis " + typeof(ConnectionMultiplexer).Assembly.GetName().Version);
Console.WriteLine("connected: " + connection.IsConnected);
var heard = 0;
for (var attempt = 1; attempt <= 2; attempt++)
{
    try
    {
        await connection.GetSubscriber().SubscribeAsync(RedisChannel.Literal("news"), (_, _) => Interlocked.Increment(ref heard));
        Console.WriteLine($"attempt {attempt}: subscribed");
    }
    catch (RedisConnectionException failure)
    {
        Console.WriteLine($"attempt {attempt}: {failure.FailureType}");
    }
}

second.SetResult();
using var other = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{engine}");
for (var i = 0; i < 300 && await other.GetSubscriber().PublishAsync(RedisChannel.Literal("news"), "one") == 0; i++)
    await Task.Delay(100);
await Task.Delay(500);
Console.WriteLine($"one message was handled {heard} times");
Environment.Exit(0);
CSHARP
dotnet run -v q --property:WarningLevel=0 -- "$port" | tee out
grep -qF 'connected: True' out
grep -qF 'attempt 1: UnableToResolvePhysicalConnection' out
grep -qF 'attempt 2: UnableToResolvePhysicalConnection' out
grep -qF 'one message was handled 2 times' out
echo "as described"
