using System.Buffers.Binary;
using System.Text;
using VimSessionService.Identity.Negotiation;

namespace VimSessionService.Identity.Tests.Negotiation;

public sealed class KeytabTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vimsession-keytab-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void It_says_whose_keys_it_has_and_passes_over_holes()
    {
        var path = Write([.. Header, .. Entry("EXAMPLE.TEST", "host", "vc.example.test"), .. Hole(12), .. Entry("EXAMPLE.TEST", "host", "vc.example.test"), .. Entry("EXAMPLE.TEST", "vpxd"), 0, 0, 0, 0, 1, 2]);

        using var keytab = Keytab.Open(path);

        Assert.Equal(["host/vc.example.test@EXAMPLE.TEST", "vpxd@EXAMPLE.TEST"], keytab.Principals);
        Assert.Equal(path, keytab.Path);
    }

    [Theory]
    [InlineData("host/vc.example.test@EXAMPLE.TEST", 1)]
    [InlineData("host/vc.example.test", 2)]
    public void The_keys_of_one_service_are_a_file_of_their_own_that_has_no_name(string principal, int keys)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems show no open files as files.");
        var chosen = Entry("EXAMPLE.TEST", "host", "vc.example.test");
        var other = Entry("OTHER.TEST", "host", "vc.example.test");
        var path = Write([.. Header, .. Entry("EXAMPLE.TEST", "host", "vc.example.test.org"), .. other, .. Hole(8), .. chosen]);

        using var keytab = Keytab.Open(path, principal);

        Assert.Equal(keys, keytab.Principals.Count);
        Assert.Equal(keys == 1 ? [.. Header, .. chosen] : [.. Header, .. other, .. chosen], File.ReadAllBytes(keytab.Path));
        Assert.EndsWith("(deleted)", File.ResolveLinkTarget(keytab.Path, returnFinalTarget: false)!.FullName, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[0], "it is no keytab.")]
    [InlineData(new byte[] { 5, 1, 0, 0 }, "it is no keytab.")]
    [InlineData(new byte[] { 5, 2 }, "it has no key.")]
    [InlineData(new byte[] { 5, 2, 0, 0, 0, 9, 1 }, "it is no whole keytab.")]
    [InlineData(new byte[] { 5, 2, 0, 0, 0, 2, 0, 1 }, "it is no whole keytab.")]
    [InlineData(new byte[] { 5, 2, 0x7f, 0xff, 0xff, 0xff, 1 }, "it is no whole keytab.")]
    [InlineData(new byte[] { 5, 2, 0x80, 0, 0, 0, 1 }, "it is no whole keytab.")]
    [InlineData(new byte[] { 5, 2, 0, 0, 0, 4, 0xff, 0xff, 0xff, 0xff }, "it is no whole keytab.")]
    public void What_is_no_keytab_is_told(byte[] content, string problem) =>
        Assert.Equal(problem, Assert.Throws<FormatException>(() => Keytab.Open(Write(content))).Message);

    [Fact]
    public void A_service_that_has_no_key_is_told_with_those_that_have() => Assert.Equal(
        "it has no key of host/vc, but of vpxd@EXAMPLE.TEST.",
        Assert.Throws<FormatException>(() => Keytab.Open(Write([.. Header, .. Entry("EXAMPLE.TEST", "vpxd")]), "host/vc")).Message);

    [Theory]
    [InlineData("keys", 2_000)]
    [InlineData("keys of one service", 2_000)]
    [InlineData("holes", 5_000)]
    [InlineData("parts of a name", 60)]
    public void Reading_takes_time_in_proportion_to_the_file(string what, int n)
    {
        var path = Path.Combine(_directory.FullName, "keytab");
        Testing.Growth.AssertLinear(
            what,
            Content,
            content =>
            {
                File.WriteAllBytes(path, content);
                using var keytab = Keytab.Open(path, "host/vc1.example.test");
            },
            n);

        byte[] Content(int size) => what switch
        {
            "keys" => [.. Header, .. Enumerable.Range(0, size).SelectMany(static i => Entry("EXAMPLE.TEST", "host", $"vc{i}.example.test"))],
            "keys of one service" => [.. Header, .. Enumerable.Range(0, size).SelectMany(static _ => Entry("EXAMPLE.TEST", "host", "vc1.example.test"))],
            "holes" => [.. Header, .. Enumerable.Range(0, size).SelectMany(static _ => Hole(4)), .. Entry("EXAMPLE.TEST", "host", "vc1.example.test")],
            _ => [.. Header, .. Entry("EXAMPLE.TEST", [.. Enumerable.Range(0, size).Select(static _ => "host")]), .. Entry("EXAMPLE.TEST", "host", "vc1.example.test")],
        };
    }

    private static byte[] Header => [5, 2];

    private string Write(byte[] content)
    {
        var path = Path.Combine(_directory.FullName, "keytab");
        File.WriteAllBytes(path, content);
        return path;
    }

    private static byte[] Hole(int length)
    {
        var hole = new byte[sizeof(int) + length];
        BinaryPrimitives.WriteInt32BigEndian(hole, -length);
        return hole;
    }

    /// <summary>An entry as ktutil writes it: principal, its type, time, version, type of the key, key, long version.</summary>
    private static byte[] Entry(string realm, params string[] components)
    {
        byte[] content =
        [
            0, (byte)components.Length, .. Counted(realm), .. components.SelectMany(Counted),
            0, 0, 0, 1, 1, 2, 3, 4, 2, 0, 18, 0, 4, 9, 9, 9, 9, 0, 0, 0, 2,
        ];
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        return [.. length, .. content];
    }

    private static byte[] Counted(string text) => [0, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];
}
