using System.Globalization;
using System.Runtime.Versioning;
using VimSessionService.Storage;

namespace VimSessionService.Tests.Storage;

[UnsupportedOSPlatform("windows")]
public sealed class LocalTicketDirectoryTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryDirectory _temporary = new();

    private string Place => Path.Combine(_temporary.Path, "tickets");

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void The_directory_and_its_files_are_their_owners_alone()
    {
        var directory = LocalTicketDirectory.Open(Place);
        var file = directory.Create("secret");
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Place));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(file));
        Assert.Equal("secret", File.ReadAllText(file));
        Assert.NotEqual(file, directory.Create("secret"));
        directory.Delete(file);
        Assert.False(File.Exists(file));
        directory.Delete(file);
    }

    [Fact]
    public void A_start_removes_what_ended_services_left_and_nothing_else()
    {
        Directory.CreateDirectory(Place);
        File.SetUnixFileMode(Place, OwnerOnly | UnixFileMode.UserExecute);
        const string Random = "0123456789abcdef0123456789abcdef";
        string[] stale = [Left($"vim-ticket-{int.MaxValue}-{Random}"), Left($"vim-ticket-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}-{Random}")];
        // Process 1 runs on every machine.
        string[] others = [Left($"vim-ticket-1-{Random}"), Left($"vim-ticket-{int.MaxValue}-short"), Left("vim-ticket-notes"), Left("other")];

        LocalTicketDirectory.Open(Place);

        Assert.All(stale, file => Assert.False(File.Exists(file), file));
        Assert.All(others, file => Assert.True(File.Exists(file), file));
    }

    [Fact]
    public void A_directory_that_others_may_write_to_is_refused()
    {
        Directory.CreateDirectory(Place);
        File.SetUnixFileMode(Place, OwnerOnly | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
        Assert.Contains("--local-ticket-directory", Assert.Throws<StartupException>(() => LocalTicketDirectory.Open(Place)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_of_another_user_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only the superuser can give a directory away");
        Directory.CreateDirectory(Place);
        using (var chown = System.Diagnostics.Process.Start("chown", ["65534", Place]))
            chown.WaitForExit();
        File.SetUnixFileMode(Place, OwnerOnly | UnixFileMode.UserExecute);

        Assert.Contains("belongs to another user", Assert.Throws<StartupException>(() => LocalTicketDirectory.Open(Place)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_refused()
    {
        Left("", Place);
        Assert.Contains("--local-ticket-directory", Assert.Throws<StartupException>(() => LocalTicketDirectory.Open(Path.Combine(Place, "below"))).Message, StringComparison.Ordinal);
    }

    private string Left(string name) => Left("", Path.Combine(Place, name));

    private static string Left(string text, string path)
    {
        File.WriteAllText(path, text);
        return path;
    }
}
