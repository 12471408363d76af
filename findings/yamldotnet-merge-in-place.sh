#!/usr/bin/env bash
# YamlDotNet 18.1.0, MergingParser: mappings that stand in place after a merge key are an error, or become keys of each other.
#
# Expected: the value of `<<` is a mapping or a list of mappings (the merge type of YAML 1.1), whether written in place or as aliases: `{<<: {cpus: 1}, memory: 2}` has cpus and memory, and with a list the first mapping that has a key wins. PyYAML 6.0
#           and Psych read both.
# Seen: a mapping in place is SemanticErrorException "Unrecognized merge key pattern". A list of two mappings in place is no error: the first becomes a key, whose value is the second, so that neither is merged. Aliases are read well.
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
cat >alias.yaml <<'YAML'
a: &a { cpus: 1 }
b: &b { cpus: 2, memory: 3 }
large: { <<: [*a, *b] }
YAML
echo 'large: { <<: { cpus: 1 }, memory: 3 }' >mapping.yaml
echo 'large: { <<: [{ cpus: 1 }, { cpus: 2, memory: 3 }] }' >list.yaml
cat >Program.cs <<'CSHARP'
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

Console.WriteLine("YamlDotNet " + typeof(MergingParser).Assembly.GetName().Version);
foreach (var file in new[] { "alias", "mapping", "list" })
    try
    {
        var document = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(new StringReader(File.ReadAllText(file + ".yaml")))));
        Console.WriteLine($"YamlDotNet: {file}: {Text(document["large"])}");
    }
    catch (YamlException e)
    {
        Console.WriteLine($"YamlDotNet: {file}: {e.GetType().Name} {e.Message}");
    }

static string Text(object? value) => value is IDictionary<object, object> map ? "{" + string.Join(", ", map.OrderBy(pair => Text(pair.Key)).Select(pair => Text(pair.Key) + ": " + Text(pair.Value))) + "}" : $"{value}";
CSHARP
cat >probe.py <<'PYTHON'
import yaml

for file in ("alias", "mapping", "list"):
    print(f"PyYAML: {file}: {sorted(yaml.safe_load(open(file + '.yaml'))['large'].items())}")
PYTHON
{
  dotnet run -v q --property:WarningLevel=0
  PYTHONPATH=$folder/root/usr/lib/python3/dist-packages /usr/bin/python3 probe.py
} | tee out
grep -qxF 'YamlDotNet: alias: {cpus: 1, memory: 3}' out
grep -qxF 'YamlDotNet: mapping: SemanticErrorException Unrecognized merge key pattern' out
grep -qxF 'YamlDotNet: list: {{cpus: 1}: {cpus: 2, memory: 3}}' out
[ "$(grep -cxF -e "PyYAML: alias: [('cpus', 1), ('memory', 3)]" -e "PyYAML: mapping: [('cpus', 1), ('memory', 3)]" -e "PyYAML: list: [('cpus', 1), ('memory', 3)]" out)" -eq 3 ]
echo "as described"
