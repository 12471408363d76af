using System.Diagnostics;
using System.Text;
using VimSessionService.Inventory;
using VimSessionService.Inventory.Recordings;
using VimSessionService.Inventory.Tests.Recordings;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Fuzz;

/// <summary>Random files in the place of those of a recorded inventory: what can be read is served, and the rest is said with its file, at the start or when a value is asked for.</summary>
public sealed class RecordingTests(ITestOutputHelper output) : IDisposable
{
    private const int UsualInputs = 600;
    private const int MostInputs = 20_000;
    private const int Seed = 20261130;

    /// <summary>What one recording may take.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly RecordingDirectory _recording = RecordingDirectory.Small();
    private readonly string _place = Directory.CreateTempSubdirectory("fuzz-recording").FullName;

    public void Dispose()
    {
        _recording.Dispose();
        Directory.Delete(_place, recursive: true);
    }

    [Fact]
    public void A_file_of_a_directory()
    {
        var file = Path.Combine(_recording.Path, "0003-VirtualMachine-vm-1.xml");
        Try([File.ReadAllBytes(file)], file, _recording.Path);
    }

    [Fact]
    public void A_zip() => Try([File.ReadAllBytes(_recording.ToZip())], Path.Combine(_place, "a.zip"));

    [Fact]
    public void A_tar_gz() => Try([File.ReadAllBytes(_recording.ToTar())], Path.Combine(_place, "a.tar.gz"));

    [Fact]
    public void A_tar() => Try([Unpacked(_recording.ToTar())], Path.Combine(_place, "a.tar"));

    [Fact]
    public void A_JSON_document() => Try(
        [
            """
            [{"_typeName":"ObjectContent","obj":{"type":"Folder","value":"group-d1"},"propSet":[{"name":"name","val":{"_typeName":"string","_value":"Datacenters"}},
              {"name":"childEntity","val":{"_typeName":"ArrayOfManagedObjectReference","_value":[{"_typeName":"ManagedObjectReference","type":"VirtualMachine","value":"vm-1"}]}}]},
             {"obj":{"type":"VirtualMachine","value":"vm-1"},"propSet":[{"name":"name","val":{"_typeName":"string","_value":"a"}},{"name":"parent","val":{"_typeName":"ManagedObjectReference","type":"Folder","value":"group-d1"}},
              {"name":"runtime","val":{"_typeName":"VirtualMachineRuntimeInfo","connectionState":"connected","powerState":"poweredOn","toolsInstallerMounted":false,"numMksConnections":0}}]}]
            """u8.ToArray(),
        ],
        Path.Combine(_place, "a.json"));

    private void Try(byte[][] sound, string file, string? recording = null)
    {
        var inputs = Math.Min(FuzzOptions.Inputs(UsualInputs), MostInputs);
        var random = new Random(Seed);
        var (served, refused) = (0, 0);
        for (var i = -sound.Length; i < inputs; i++)
        {
            var bytes = i < 0 ? sound[i + sound.Length] : Bending.Bend(sound[random.Next(sound.Length)], random);
            File.WriteAllBytes(file, bytes);
            var started = Stopwatch.GetTimestamp();
            try
            {
                Read(Recording.Open(recording ?? file, isLenient: random.Next(2) == 0));
                served++;
            }
            catch (InventoryException problem)
            {
                Assert.True(i >= 0, $"a sound recording is refused: {problem.Message}");
                Assert.Contains(recording ?? file, problem.Message, StringComparison.Ordinal);
                refused++;
            }
            catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"input {i} of seed {Seed}: {failure}\n{Convert.ToBase64String(bytes)}\n{Encoding.Latin1.GetString(bytes)}");
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < Longest, $"input {i} of seed {Seed} takes too long: {Convert.ToBase64String(bytes)}");
        }

        output.WriteLine($"{served} served, {refused} refused");
        Assert.InRange(served, 1, inputs);
        Assert.InRange(refused, 1, inputs);
    }

    /// <summary>Every value, as clients ask for them.</summary>
    private static void Read(ServedInventory inventory)
    {
        foreach (var item in inventory.Entries.Select(static entry => entry.Object).Concat(inventory.Others))
        {
            foreach (var property in item.Type.PropertiesByName)
                ReadAll(item.Read(property.Name));
        }
    }

    /// <summary>All that is in a value: its parts are read when they are asked for.</summary>
    private static void ReadAll(object? value)
    {
        switch (value)
        {
            case DynamicObject data:
                for (var place = 0; place < data.type.Fields.Length; place++)
                    ReadAll(data[place]);
                break;
            case TypedArray array:
                ReadAll(array.Items);
                break;
            case object[] items:
                foreach (var item in items)
                    ReadAll(item);
                break;
        }
    }

    private static byte[] Unpacked(string file)
    {
        using var packed = new System.IO.Compression.GZipStream(File.OpenRead(file), System.IO.Compression.CompressionMode.Decompress);
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        return plain.ToArray();
    }
}
