#!/usr/bin/env bash
# YamlDotNet 18.1.0: a carriage return in a text is written as a line feed, so that the text is another when it is read again.
#
# Expected: a text with a carriage return is written in double quotes with \r, the one style that keeps it: outside of them every line break is read as a line feed (YAML 1.2.2, 5.4 and 5.7). PyYAML writes it so.
# Seen: "one\r\ntwo" is written in the folded style, and read as "one\ntwo", "one\rtwo" too: a text with the line ends of Windows, or a certificate's, does not come back byte for byte.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download python3-yaml=6.0-3+b2
dpkg -x python3-yaml_*.deb root
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="YamlDotNet" Version="18.1.0" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CSHARP'
using System;
using System.Collections.Generic;
using System.Text.Encodings.Web;
using System.Text.Json;
using YamlDotNet.Serialization;

var json = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
Console.WriteLine("YamlDotNet " + typeof(Serializer).Assembly.GetName().Version);
foreach (var text in new[] { "one\ntwo", "one\r\ntwo", "one\rtwo" })
{
    var written = new SerializerBuilder().WithNewLine("\n").Build().Serialize(new Dictionary<string, string> { ["note"] = text });
    var read = new DeserializerBuilder().Build().Deserialize<Dictionary<string, string>>(written)["note"];
    Console.WriteLine($"YamlDotNet: {JsonSerializer.Serialize(text, json)} is written as {JsonSerializer.Serialize(written, json)} and read as {JsonSerializer.Serialize(read, json)}");
}
CSHARP
cat >probe.py <<'PYTHON'
import json
import yaml

for text in ("one\ntwo", "one\r\ntwo", "one\rtwo"):
    print(f"PyYAML: {json.dumps(text)} is read as {json.dumps(yaml.safe_load(yaml.safe_dump({'note': text}))['note'])}")
PYTHON
{
  dotnet run -v q --property:WarningLevel=0
  PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
} | tee out
[ "$(grep -cE '^YamlDotNet: "one\\(n|r\\n|r)two" .* and read as "one\\ntwo"$' out)" -eq 3 ]
[ "$(grep -cE '^PyYAML: ("one\\(n|r\\n|r)two") is read as \1$' out)" -eq 3 ]
echo "as described"
