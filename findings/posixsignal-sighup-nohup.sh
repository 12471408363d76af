#!/usr/bin/env bash
# .NET 10.0: PosixSignalRegistration.Create(SIGHUP) in a process that nohup started.
#
# Expected: a handler that a program registers for SIGHUP is called when the signal is sent, as in a process that was started without nohup; or the registration
#           fails. A program that installs a handler with sigaction gets the signal in both cases.
# Seen:     the registration succeeds, and the handler is never called: the runtime leaves SIGHUP ignored where it was ignored at the start. A daemon that reads
#           its configuration again on SIGHUP does nothing when it was started with nohup, and says nothing.
# Needs the .NET 10 SDK.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
dotnet --version
mkdir program
cat >program/program.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
</Project>
XML
cat >program/Program.cs <<'CS'
using System.Runtime.InteropServices;

using var seen = new ManualResetEventSlim();
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
{
    context.Cancel = true;
    seen.Set();
});
Console.WriteLine("registered");
Console.WriteLine(seen.Wait(TimeSpan.FromSeconds(3)) ? "called" : "not called");
CS
dotnet build program -v q >/dev/null
try() {
    "$@" dotnet program/bin/Debug/net10.0/program.dll >out 2>/dev/null </dev/null &
    until grep -q registered out 2>/dev/null; do sleep 0.1; done
    kill -HUP $!
    wait $! || true
    echo "${1:-without nohup}: $(tail -n 1 out)" | tee -a said
    rm out
}
try env --default-signal=HUP
try nohup
grep -q '^env: called' said
grep -q '^nohup: not called' said
echo "as described"
