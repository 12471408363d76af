using VimSessionService.Certificates;
using VimSessionService.Storage;

namespace VimSessionService.Tests.Storage;

public sealed class DataDirectoryTests : IDisposable
{
    private static readonly Dictionary<string, string> NoEnvironment = [];
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void It_is_under_the_user_s_data_directory()
    {
        var environment = new Dictionary<string, string> { ["XDG_DATA_HOME"] = _directory.Path, ["HOME"] = "/nowhere" };

        Assert.Equal(Path.Combine(_directory.Path, "vim-session-service"), DataDirectory.Open(null, environment).Path);
    }

    [Fact]
    public void It_is_under_the_home_directory_otherwise()
    {
        var environment = new Dictionary<string, string> { ["HOME"] = _directory.Path };

        Assert.Equal(Path.Combine(_directory.Path, ".local", "share", "vim-session-service"), DataDirectory.Open(null, environment).Path);
    }

    [Fact]
    public void One_that_cannot_be_written_keeps_nothing_and_says_so()
    {
        var data = DataDirectory.Open(_directory.Write("file", ""), NoEnvironment);

        Assert.Null(data.Path);
        Assert.Contains("file cannot be written: ", data.Problem, StringComparison.Ordinal);
        Assert.Equal("text", data.Write("name", "text", replace: true));
        Assert.Null(data.Read("name"));
    }

    [Fact]
    public void Of_two_that_write_for_the_first_time_the_first_wins()
    {
        var data = DataDirectory.Open(_directory.Path, NoEnvironment);

        Assert.Equal("first", data.Write("name", "first", replace: false));
        Assert.Equal("first", data.Write("name", "second", replace: false));
        Assert.Equal("third", data.Write("name", "third", replace: true));
        Assert.Equal(["name"], Directory.EnumerateFiles(_directory.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void An_instance_keeps_its_uuid()
    {
        var data = DataDirectory.Open(_directory.Path, NoEnvironment);
        var made = InstanceIdentity.Of(null, data);

        Assert.Equal(made, InstanceIdentity.Of(null, data));
        Assert.Equal(Guid.Empty, InstanceIdentity.Of(Guid.Empty.ToString("D"), data));
        _directory.Write("instance-uuid", "damaged");
        var remade = InstanceIdentity.Of(null, data);
        Assert.Equal(remade, InstanceIdentity.Of(null, data));
    }

    [Fact]
    public void Why_it_cannot_be_written_is_said_in_plain_words()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "links and errors as on Linux");
        var link = Path.Combine(_directory.Path, "link");
        File.CreateSymbolicLink(link, "/nowhere/at/all");

        Assert.Equal($"{link} cannot be written: it is a link to '/nowhere/at/all', which does not exist", DataDirectory.Open(link, NoEnvironment).Problem);
        var file = _directory.Write("file", "");
        Assert.Equal($"{file} cannot be written: it is a file and not a directory", DataDirectory.Open(file, NoEnvironment).Problem);
        Assert.Equal("/proc/none cannot be written: no such file or directory can be made there", DataDirectory.Open("/proc/none", NoEnvironment).Problem);
    }

    [Theory]
    [InlineData("chmod", "g+w")]
    [InlineData("chmod", "o+w")]
    public void One_that_others_may_write_is_refused(string command, string argument)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the right to write is asked for on Linux");
        Run(command, argument, _directory.Path);

        var refused = Assert.Throws<StartupException>(() => DataDirectory.Open(_directory.Path, NoEnvironment));

        Assert.Equal($"--data-directory: others than its owner may write to '{_directory.Path}'. Take the right away (chmod go-w), or name another directory.", refused.Message);
    }

    [Fact]
    public void A_kept_file_that_others_may_write_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the right to write is asked for on Linux");
        Run("chmod", "o+w", _directory.Write("instance-uuid", Guid.Empty.ToString("D")));
        var data = DataDirectory.Open(_directory.Path, NoEnvironment);

        Assert.Contains("instance-uuid", Assert.Throws<StartupException>(() => InstanceIdentity.Of(null, data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_or_directory_of_another_user_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only the superuser can give a file away");
        Run("chown", "65534", _directory.Write("sts-signing.pem", ""));
        var data = DataDirectory.Open(_directory.Path, NoEnvironment);
        Assert.Contains("belongs to another user", Assert.Throws<StartupException>(() => new SigningKeyFile(data)).Message, StringComparison.Ordinal);

        Run("chown", "65534", _directory.Path);
        Assert.Contains("belongs to another user", Assert.Throws<StartupException>(() => DataDirectory.Open(_directory.Path, NoEnvironment)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_told_as_such()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/full answers every write as a full disk does");

        var failure = Assert.ThrowsAny<IOException>(static () =>
        {
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            full.WriteByte(0);
        });

        Assert.Equal("the disk is full", DataDirectory.Reason("/dev/full", failure));
    }

    /// <summary>A file system of one page. Where the machine lets nobody mount one, <see cref="A_full_disk_is_told_as_such"/> has the wording alone.</summary>
    [Fact]
    public void A_full_disk_is_told_and_does_not_stop_the_start()
    {
        if (!OperatingSystem.IsLinux() || !TryRun("mount", "-t", "tmpfs", "-o", "size=4k,mode=700", "none", _directory.Path))
        {
            TestContext.Current.AddWarning("no file system can be mounted here, and so none is full");
            return;
        }

        try
        {
            List<string> warnings = [];
            var data = DataDirectory.Open(_directory.Path, NoEnvironment, warnings.Add);
            Assert.NotNull(data.Path);
            File.WriteAllText(Path.Combine(_directory.Path, "filling"), new string('x', 4096));

            Assert.NotEqual(Guid.Empty, InstanceIdentity.Of(null, data));
            SelfSignedCertificate.LoadOrCreate(data, "localhost", TimeProvider.System).Dispose();
            Assert.Equal(["instance-uuid", "certificate.pem"], warnings.Select(static warning => Path.GetFileName(warning[..warning.IndexOf(' ', StringComparison.Ordinal)])));
            Assert.All(warnings, static warning => Assert.Contains(" could not be written: the disk is full. It is used until the service ends", warning, StringComparison.Ordinal));
            Assert.Equal([Path.Combine(_directory.Path, "filling")], Directory.GetFiles(_directory.Path));

            var later = DataDirectory.Open(_directory.Path, NoEnvironment);
            Assert.Null(later.Path);
            Assert.Equal($"{_directory.Path} cannot be written: the disk is full", later.Problem);
        }
        finally
        {
            Run("umount", _directory.Path);
        }
    }

    [Theory]
    [InlineData("pipe", "it is not a regular file")]
    [InlineData("link", "it is a link to a file that does not exist")]
    [InlineData("directory", "it is a directory")]
    [InlineData("giant", "it is larger than 1048576 bytes")]
    [InlineData("damaged", "it holds no UUID")]
    public void A_kept_file_that_cannot_be_used_is_told_and_does_not_stop_the_start(string kind, string reason)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "named pipes and their status are asked for on Linux");
        var path = Path.Combine(_directory.Path, "instance-uuid");
        switch (kind)
        {
            case "pipe":
                Run("mkfifo", path);
                break;
            case "link":
                File.CreateSymbolicLink(path, Path.Combine(_directory.Path, "nowhere", "file"));
                break;
            case "directory":
                Directory.CreateDirectory(Path.Combine(path, "not empty"));
                break;
            case "giant":
                using (var giant = File.Create(path))
                    giant.SetLength(1L << 40);
                break;
            default:
                File.WriteAllText(path, "damaged");
                break;
        }

        List<string> warnings = [];
        var data = DataDirectory.Open(_directory.Path, NoEnvironment, warnings.Add);

        Assert.NotEqual(Guid.Empty, InstanceIdentity.Of(null, data));
        Assert.Contains($"{path} cannot be used: {reason}", warnings[0], StringComparison.Ordinal);
        Assert.Single(warnings);
    }

    [Fact]
    public async Task Each_file_that_cannot_be_read_is_told_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a giant that takes no room");
        foreach (var name in new[] { "certificate.pem", "instance-uuid", "sts-signing.pem" })
        {
            using var giant = File.Create(Path.Combine(_directory.Path, name));
            giant.SetLength(1L << 40);
        }

        List<string> warnings = [];
        var data = DataDirectory.Open(_directory.Path, NoEnvironment, warnings.Add);
        SelfSignedCertificate.LoadOrCreate(data, "localhost", TimeProvider.System).Dispose();
        InstanceIdentity.Of(null, data);
        var keys = new SigningKeyFile(data);
        Assert.Null(await keys.ReadAsync());
        Assert.Equal("new", await keys.WriteAsync("new", replace: false));
        Assert.Null(await keys.ReadAsync());

        Assert.Equal(3, warnings.Count);
        Assert.All(warnings, static warning => Assert.Contains("cannot be used: it is larger than", warning, StringComparison.Ordinal));
        Assert.All(Directory.GetFiles(_directory.Path), static file => Assert.Equal(1L << 40, new FileInfo(file).Length));
    }

    private static void Run(string command, params string[] arguments) => Assert.True(TryRun(command, arguments), command);

    private static bool TryRun(string command, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(command, arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
