#!/usr/bin/env bash
# System.Formats.Tar of .NET 10 with GNU tar 1.34 and Python 3.11: a sparse file in a pax archive is read as another file, without an error.
#
# Expected: the entry disk.img of 1000003 bytes, as Python's tarfile reads it from each of the four forms that GNU tar writes ("Storing Sparse Files" in its manual); or an error, as for the old form, which is a NotSupportedException.
# Seen: form 0.1 is an entry ./GNUSparseFile.N/disk.img with the parts of the file that are not holes, put together; in form 1.0 a map of the holes stands before them. The length and the bytes are those of the archive. Form 0.0 is an
#       InvalidDataException about a duplicate attribute.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>

</Project>
XML
tar --version | sed -n 1p
printf start >disk.img
truncate -s 1000000 disk.img
printf end >>disk.img
tar --format=gnu --sparse -cf old.tar disk.img
for version in 0.0 0.1 1.0; do tar --format=posix --sparse --sparse-version=$version -cf $version.tar disk.img; done
cat >Program.cs <<'CSHARP'
using System;
using System.Formats.Tar;
using System.IO;
using System.Text;

Console.WriteLine(".NET " + Environment.Version);
foreach (var name in new[] { "old", "0.0", "0.1", "1.0" })
    try
    {
        using var reader = new TarReader(File.OpenRead(name + ".tar"));
        var entry = reader.GetNextEntry()!;
        var start = new byte[5];
        entry.DataStream!.ReadExactly(start);
        Console.WriteLine($".NET: {name}: {Path.GetDirectoryName(entry.Name)!.Split('.')[^2].TrimStart('/')} {Path.GetFileName(entry.Name)}, as long as the file {entry.Length == 1000003}, starts with {Encoding.ASCII.GetString(start).Split('\n')[0]}");
    }
    catch (Exception e) when (e is NotSupportedException or InvalidDataException)
    {
        Console.WriteLine($".NET: {name}: {e.GetType().Name}");
    }
CSHARP
cat >probe.py <<'PYTHON'
import tarfile

for name in ("old", "0.0", "0.1", "1.0"):
    with tarfile.open(name + ".tar") as archive:
        entry = archive.next()
        print(f"Python: {name}: {entry.name} of {entry.size} bytes, the file's {archive.extractfile(entry).read() == open('disk.img', 'rb').read()}")
PYTHON
{
  dotnet run -v q --property:WarningLevel=0
  /usr/bin/python3 probe.py
} | tee out
grep -qxF '.NET: old: NotSupportedException' out
grep -qxF '.NET: 0.0: InvalidDataException' out
grep -qxF '.NET: 0.1: GNUSparseFile disk.img, as long as the file False, starts with start' out
grep -qxF '.NET: 1.0: GNUSparseFile disk.img, as long as the file False, starts with 3' out
[ "$(grep -cE "^Python: (old|0.0|0.1|1.0): disk.img of 1000003 bytes, the file's True$" out)" -eq 4 ]
echo "as described"
