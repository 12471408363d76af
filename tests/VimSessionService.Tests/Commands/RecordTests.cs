using System.Text.RegularExpressions;
using VimSessionService.Inventory;
using VimSessionService.Inventory.Recordings;
using VimSessionService.Tests.Wire;

namespace VimSessionService.Tests.Commands;

/// <summary><c>record</c> against running services of this program.</summary>
public sealed class RecordTests : IDisposable
{
    private readonly RecordingHost _host = new();

    [Fact]
    public async Task What_is_recorded_and_served_again_answers_the_same_to_a_client_that_reads_everything()
    {
        await using var service = await RecordingHost.ServeAsync("builtin:small");
        var first = await _host.RecordAsync(service, "first");
        var second = await _host.AgainAsync(first, "second");

        Assert.Equal(RecordingHost.Files(first), RecordingHost.Files(second));
        Assert.Equal(RecordingHost.Files(second), RecordingHost.Files(await _host.AgainAsync(second, "third")));
        Assert.Equal(4, Directory.GetFiles(first, "*-VirtualMachine-vm-*.xml").Length);
    }

    [Fact]
    public async Task A_JSON_document_says_what_the_directory_says()
    {
        await using var service = await RecordingHost.ServeAsync("builtin:small");
        var directory = await _host.RecordAsync(service, "directory");
        var document = await _host.RecordAsync(service, "document.json", "--format", "json");

        Assert.Equal(RecordingHost.Files(directory), RecordingHost.Files(await _host.AgainAsync(document, "again")));
    }

    [Fact]
    public async Task It_says_how_far_it_is_and_at_the_end_that_all_is_read()
    {
        await using var service = await RecordingHost.ServeAsync("builtin:small");
        var ran = await _host.RunAsync(service, _host.PathOf("recording"));

        var progress = ran.Error.Split('\n').Where(static line => line.EndsWith(" known objects are read.", StringComparison.Ordinal)).ToArray();
        var (done, known) = (progress[^1].Split(' ')[0], progress[^1].Split(' ')[2]);
        Assert.Equal(done, known);
        Assert.StartsWith($"Recorded {known} objects of ", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_leaves_no_session_and_changes_nothing()
    {
        await using var service = await RecordingHost.ServeAsync("builtin:small");
        await _host.RecordAsync(service, "recording");

        using var client = service.NewClient();
        var cookie = await client.LoginAsync();
        var (response, text) = await client.CallAsync(Wire.Soap.CurrentSession.Replace("currentSession", "sessionList", StringComparison.Ordinal), cookie);
        response.Dispose();
        Assert.Single(Regex.Matches(text, "<key>"));
    }

    [Fact]
    public async Task A_recording_has_no_session_and_only_its_owner_reads_it()
    {
        await using var service = await RecordingHost.ServeAsync("builtin:small");
        var files = RecordingHost.Files(await _host.RecordAsync(service, "recording"));

        var sessions = files.Single(static file => file.Key.EndsWith("-SessionManager-SessionManager.xml", StringComparison.Ordinal)).Value;
        Assert.DoesNotContain("currentSession", sessions, StringComparison.Ordinal);
        Assert.DoesNotContain("sessionList", sessions, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_host.PathOf("recording")));
    }

    [Fact]
    public async Task Names_are_replaced_everywhere_and_the_inventory_holds_together()
    {
        _host.Environment["VIMSESSION_RECORD_KEY"] = RecordingHost.Key;
        await using var service = await RecordingHost.ServeAsync("builtin:small");
        var plain = await _host.RecordAsync(service, "plain");
        var replaced = await _host.RecordAsync(service, "replaced", "--replace-names");

        var originals = Originals(plain);
        Assert.True(originals.Count > 40, string.Join(' ', originals));
        foreach (var (name, text) in RecordingHost.Files(replaced))
        {
            foreach (var original in originals)
            {
                Assert.DoesNotContain(original, text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(original, name, StringComparison.OrdinalIgnoreCase);
            }
        }

        var (before, after) = (Recording.Open(plain, isLenient: false), Recording.Open(replaced, isLenient: false));
        Assert.Equal(Shape(before), Shape(after));
        Assert.Equal(Entities(replaced), Entities(await _host.AgainAsync(replaced, "again"))); // the managers are those of the service, whose settings and UUID are not replaced
    }

    [Fact]
    public async Task The_same_key_replaces_alike_and_another_one_otherwise()
    {
        await using var service = await RecordingHost.ServeAsync("builtin:small");
        _host.Environment["VIMSESSION_RECORD_KEY"] = RecordingHost.Key;
        var first = RecordingHost.Files(await _host.RecordAsync(service, "first", "--replace-names"));
        Assert.Equal(first, RecordingHost.Files(await _host.RecordAsync(service, "second", "--replace-names")));

        await File.WriteAllTextAsync(_host.PathOf("key"), "another key of so many bytes", TestContext.Current.CancellationToken);
        var other = RecordingHost.Files(await _host.RecordAsync(service, "other", "--replace-names", "--replace-key-file", _host.PathOf("key")));
        Assert.Equal(first.Keys, other.Keys);
        Assert.NotEqual(first, other);
        Assert.Empty(Names(first).Intersect(Names(other), StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_server_is_known_by_its_thumbprint_by_its_authority_or_not_at_all()
    {
        await using var service = await RecordingHost.ServeAsync("builtin:small", tls: true);
        using var client = service.NewClient();
        var pem = await client.GetStringAsync(new Uri("/certificate.pem", UriKind.Relative), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_host.PathOf("ca.pem"), pem, TestContext.Current.CancellationToken);
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(pem);
        var sha256 = certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);

        await _host.RecordAsync(service, "insecure", "--insecure");
        await _host.RecordAsync(service, "sha256", "--thumbprint", sha256);
        await _host.RecordAsync(service, "sha1", "--thumbprint", string.Join(':', certificate.GetCertHashString().Chunk(2).Select(static pair => new string(pair))));
        await _host.RecordAsync(service, "ca", "--ca", _host.PathOf("ca.pem"));
        var other = await _host.RunAsync(service, _host.PathOf("other"), "--thumbprint", new string('0', sha256.Length));
        Assert.Equal((3, ""), (other.Code, other.Output));
        Assert.False(Directory.Exists(_host.PathOf("other")));
        Assert.Equal(3, (await _host.RunAsync(service, _host.PathOf("other"))).Code);
    }

    [Theory]
    [InlineData(1, "refused the login of nobody", "--user", "nobody")]
    [InlineData(2, "--url: a URL with a user", "--url", "https://root:secret@127.0.0.1/")]
    [InlineData(2, "--url: this is no URL", "--url", "vcenter")]
    [InlineData(3, "does not answer", "--url", "http://127.0.0.1:1/sdk")]
    [InlineData(2, "exclude each other", "--insecure", "--ca", "x")]
    [InlineData(2, "--thumbprint: write the 64", "--thumbprint", "12:34")]
    [InlineData(2, "--ca: '/none' cannot be read", "--ca", "/none")]
    [InlineData(2, "ends with .json", "--format", "json")]
    [InlineData(2, "goes with --replace-names", "--replace-key-file", "x")]
    [InlineData(2, "--password-file: 'none' cannot be read", "--password-file", "none")]
    public async Task What_goes_wrong_is_said_and_nothing_is_left(int code, string said, params string[] more)
    {
        await using var service = await RecordingHost.ServeAsync("builtin:small");
        string[] url = more.Contains("--url") ? [] : ["--url", service.Address.ToString()];
        var ran = await _host.RunAsync([.. url, "--output", _host.PathOf("recording"), .. more]);

        Assert.Equal((code, ""), (ran.Code, ran.Output));
        Assert.Contains(said, ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningService.Password, ran.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_host.PathOf(".")));
    }

    [Fact]
    public async Task What_exists_is_not_written_over()
    {
        Directory.CreateDirectory(_host.PathOf("recording"));
        var ran = await _host.RunAsync(["--url", "https://127.0.0.1:1", "--output", _host.PathOf("recording")]);

        Assert.Equal(2, ran.Code);
        Assert.Contains("exists already", ran.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _host.Dispose();

    /// <summary>Names, addresses and identifiers of the built-in inventory.</summary>
    private static HashSet<string> Originals(string recording)
    {
        var originals = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in RecordingHost.Files(recording).Values)
        {
            foreach (Match match in Regex.Matches(text, @"DC0\w*|dc0-[a-z0-9-]+|LocalDS_\d|lab\.example|\b10\.\d+\.\d+\.\d+\b|\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", RegexOptions.IgnoreCase))
                originals.Add(match.Value);
        }

        originals.Remove(Guid.Empty.ToString());
        return originals;
    }

    private static IEnumerable<string> Names(IDictionary<string, string> files) =>
        files.Values.SelectMany(static text => Regex.Matches(text, "name-[0-9a-f]{12}").Select(static match => match.Value)).Distinct(StringComparer.Ordinal);

    /// <summary>The files of the objects that are part of the tree, but the root folder, which shows the permissions of the service.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Entities(string recording) =>
        RecordingHost.Files(recording).Where(static file => !file.Key.EndsWith("-Folder-group-d1.xml", StringComparison.Ordinal) && Regex.IsMatch(file.Key, "-(?:Folder|Datacenter|ComputeResource|ClusterComputeResource|HostSystem|ResourcePool|VirtualMachine|Datastore|Network)-"));

    /// <summary>What is in what, without names.</summary>
    private static IEnumerable<string> Shape(ServedInventory inventory) =>
        inventory.Entries.Select(static entry => $"{entry.Object.Reference} in {entry.Parent}").Order(StringComparer.Ordinal);
}
