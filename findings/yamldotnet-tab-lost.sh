#!/usr/bin/env bash
# YamlDotNet 18.1.0: a text that begins or ends with a tab is written without quotation marks, and has lost the tab, or is null, when it is read again.
#
# Expected: as for a space, which is quoted at either end: a plain scalar neither begins nor ends with white space, and a tab is white space (YAML 1.2.2, 5.5 and 7.3.3).
# Seen: "\tadmin" is written as `name: <tab>admin`, which YamlDotNet itself reads as "admin"; a lone tab comes back as null. PyYAML refuses that document: "found character '\t' that cannot start any token".
#       With WithQuotingNecessaryStrings the tab at the end is still lost.
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
using System.IO;
using System.Text.Json;
using YamlDotNet.Serialization;

Console.WriteLine("YamlDotNet " + typeof(Serializer).Assembly.GetName().Version);
foreach (var (kind, writer) in new[] { ("default", new SerializerBuilder().Build()), ("quoting", new SerializerBuilder().WithQuotingNecessaryStrings().Build()) })
    foreach (var text in new[] { " admin", "admin ", "\tadmin", "admin\t", "\t" })
    {
        var written = writer.Serialize(new Dictionary<string, string> { ["name"] = text });
        var read = new DeserializerBuilder().Build().Deserialize<Dictionary<string, string>>(written)["name"];
        Console.WriteLine($"{kind}: {JsonSerializer.Serialize(text)} is written as {JsonSerializer.Serialize(written, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })} and read as {JsonSerializer.Serialize(read)}");
        if (text == "\tadmin" && kind == "default")
            File.WriteAllText("tab.yaml", written);
    }
CSHARP
cat >probe.py <<'PYTHON'
import yaml

try:
    print("PyYAML:", yaml.safe_load(open("tab.yaml")))
except yaml.YAMLError as failure:
    print("PyYAML:", failure.problem)
PYTHON
{
  dotnet run -v q --property:WarningLevel=0
  PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
} | tee out
grep -qxF "default: \" admin\" is written as \"name: ' admin'\\n\" and read as \" admin\"" out
grep -qxF "default: \"\\tadmin\" is written as \"name: \\tadmin\\n\" and read as \"admin\"" out
for kind in default quoting; do grep -qxF "$kind: \"admin\\t\" is written as \"name: admin\\t\\n\" and read as \"admin\"" out; done
grep -q '^default: "\\t" .* and read as null$' out
grep -qxF "PyYAML: found character '\\t' that cannot start any token" out
echo "as described"
