using System.Formats.Tar;
using System.Text;
using VimSessionService.Inventory.Recordings;

namespace VimSessionService.Inventory.Tests.Recordings;

/// <summary>Archives that lead elsewhere, unpack to too much or are broken: the start ends, lenient or not, and nothing is written or read anywhere else.</summary>
public sealed class BadArchiveTests : IDisposable
{
    private const string Machine = "<ObjectContent><obj type=\"VirtualMachine\">vm-1</obj></ObjectContent>";

    private static readonly RecordingBounds Few = new(Files: 10, Bytes: 1_000);

    private readonly RecordingDirectory _recording = new();

    public static TheoryData<string, string> Slips
    {
        get
        {
            var slips = new TheoryData<string, string>();
            foreach (var archive in (string[])["a.zip", "a.tar", "a.tar.gz", "a.tgz"])
            {
                foreach (var entry in (string[])["../../etc/cron.d/x.xml", "/etc/x.xml", "a\\..\\..\\x.xml", "C:\\x.xml"])
                    slips.Add(archive, entry);
            }

            return slips;
        }
    }

    public static TheoryData<string> Archives => ["a.zip", "a.tar.gz"];

    public void Dispose() => _recording.Dispose();

    [Theory]
    [MemberData(nameof(Slips))]
    public void An_entry_that_leads_out_of_its_archive_is_refused(string archive, string entry) =>
        Assert.Contains("leads out of the archive", Refusal(Pack(archive, (entry, Encoding.UTF8.GetBytes(Machine)))), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Archives))]
    public void An_entry_that_unpacks_to_more_than_an_object_can_have_is_refused(string archive) =>
        Assert.Contains("The file of one object is never so large", Refusal(Pack(archive, ("a.xml", new byte[RecordingFiles.MostBytesOfFile + 1]))), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Archives))]
    public void An_archive_that_is_broken_is_named(string archive)
    {
        var path = _recording.AddFile(archive, "no archive at all");
        Assert.Contains($"{path} cannot be read", Refusal(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tar_that_ends_in_an_entry_is_named()
    {
        var path = Pack("a.tar", ("a.xml", new byte[10_000]));
        using (var file = File.OpenWrite(path))
            file.SetLength(5_000);
        Assert.Contains("cannot be read", Refusal(path), StringComparison.Ordinal);
    }

    /// <summary>The library would read the first as other bytes without an error, and raises what is no failure of reading for the second.</summary>
    [Fact]
    public void Sparse_files_in_a_tar_are_refused_in_both_their_forms()
    {
        var pax = new PaxTarEntry(TarEntryType.RegularFile, "GNUSparseFile.1/a.xml", new Dictionary<string, string> { ["GNU.sparse.major"] = "1", ["GNU.sparse.minor"] = "0", ["GNU.sparse.name"] = "a.xml" })
        {
            DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Machine)),
        };
        Assert.Contains("sparse", Refusal(RecordingDirectory.TarOf(Path.Combine(_recording.Path, "pax.tar"), pax)), StringComparison.Ordinal);

        var path = RecordingDirectory.TarOf(Path.Combine(_recording.Path, "gnu.tar"), new GnuTarEntry(TarEntryType.RegularFile, "a.xml") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Machine)) });
        var bytes = File.ReadAllBytes(path);
        const int Kind = 156, Sum = 148;
        bytes[Kind] = (byte)'S';
        bytes.AsSpan(Sum, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var value in bytes.AsSpan(0, 512))
            sum += value;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(bytes, Sum);
        File.WriteAllBytes(path, bytes);
        Assert.Contains("sparse", Refusal(path), StringComparison.Ordinal);
    }

    /// <summary>What they lead to is not read: neither another entry nor a file of this machine.</summary>
    [Fact]
    public void Links_in_a_tar_are_passed_over()
    {
        var outside = _recording.AddFile("outside.xml", Machine.Replace("vm-1", "vm-outside", StringComparison.Ordinal));
        var path = RecordingDirectory.TarOf(
            Path.Combine(_recording.Path, "a.tar.gz"),
            RecordingDirectory.TarFileOf("0.xml", Encoding.UTF8.GetBytes(Machine)),
            RecordingDirectory.TarLinkOf(TarEntryType.SymbolicLink, "1.xml", outside),
            RecordingDirectory.TarLinkOf(TarEntryType.HardLink, "2.xml", "0.xml"),
            RecordingDirectory.TarLinkOf(TarEntryType.SymbolicLink, "3.xml", "../outside.xml"));
        Assert.Equal([$"{path}:0.xml"], RecordingFiles.Read(path).Select(static part => part.Name));
        Assert.Contains("leads out of the archive", Refusal(RecordingDirectory.TarOf(Path.Combine(_recording.Path, "b.tar"), RecordingDirectory.TarLinkOf(TarEntryType.SymbolicLink, "../1.xml", "0.xml"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.zip", "xml")]
    [InlineData("a.tar", "xml")]
    [InlineData("a.tar.gz", "xml")]
    [InlineData("a.tar.gz", "txt")]
    public void All_entries_together_have_bounds_and_those_of_a_tar_that_are_passed_over_count(string archive, string ending)
    {
        var ten = Pack(archive, [.. Enumerable.Range(0, 10).Select(i => ($"{i}.{ending}", new byte[100]))]);
        Assert.Equal(ending == "xml" ? 10 : 0, RecordingFiles.Read(ten, Few).Count());
        var eleven = Pack("b" + archive, [.. Enumerable.Range(0, 11).Select(i => ($"{i}.{ending}", new byte[1]))]);
        Assert.Contains($":10.{ending}: up to here there are 11 files with 11 bytes, more than 10 files or 1000 bytes", TooMuch(eleven), StringComparison.Ordinal);
        var large = Pack("c" + archive, [.. Enumerable.Range(0, 2).Select(i => ($"{i}.{ending}", new byte[501]))]);
        Assert.Contains($":1.{ending}: up to here there are 2 files with 1002 bytes", TooMuch(large), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_a_directory_and_objects_of_a_document_have_the_same_bounds()
    {
        foreach (var number in Enumerable.Range(0, 11))
            _recording.AddFile($"{number:d2}.xml", "1");
        Assert.Contains("10.xml: up to here there are 11 files", TooMuch(_recording.Path), StringComparison.Ordinal);
        var document = _recording.AddFile("a.json", $"[{string.Join(",\n", Enumerable.Repeat("{}", 11))}]");
        Assert.Contains("up to here there are 11 files", TooMuch(document), StringComparison.Ordinal);
    }

    private static string Refusal(string path)
    {
        var strict = Assert.Throws<InventoryException>(() => Recording.Open(path, isLenient: false)).Message;
        Assert.Equal(strict, Assert.Throws<InventoryException>(() => Recording.Open(path, isLenient: true)).Message);
        return strict;
    }

    private static string TooMuch(string path) => Assert.Throws<InventoryException>(() => RecordingFiles.Read(path, Few).Sum(static part => part.Read(new RecordingBuffer()).Count)).Message;

    private string Pack(string archive, params (string Name, byte[] Content)[] entries)
    {
        var path = Path.Combine(_recording.Path, archive);
        return archive.EndsWith(".zip", StringComparison.Ordinal)
            ? RecordingDirectory.ZipOf(path, entries)
            : RecordingDirectory.TarOf(path, [.. entries.Select(static entry => RecordingDirectory.TarFileOf(entry.Name, entry.Content))]);
    }
}
