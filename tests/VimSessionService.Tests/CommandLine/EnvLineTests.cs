using VimSessionService.CommandLine;

namespace VimSessionService.Tests.CommandLine;

public sealed class EnvLineTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("https://127.0.0.1:8989/sdk", "root", "secret", "8.0.3.0", "export GOVC_URL='https://root:secret@127.0.0.1:8989/sdk' GOVC_USERNAME='root' GOVC_PASSWORD='secret' GOVC_INSECURE=1 GOVC_SIM_PID=42")]
    [InlineData("http://[::1]:80/sdk", "root", null, "5.5", "export GOVC_URL='http://root@[::1]/sdk' GOVC_USERNAME='root' GOVC_SIM_PID=42")]
    [InlineData("http://localhost:8989/sdk", "DOM\\o'neil", "p@ss:w/ö", "5.1", "export GOVC_URL='http://DOM%5Co%27neil:p%40ss%3Aw%2F%C3%B6@localhost:8989/sdk' GOVC_USERNAME='DOM\\o'\\''neil' GOVC_PASSWORD='p@ss:w/ö' GOVC_MIN_API_VERSION=5.1 GOVC_SIM_PID=42")]
    [InlineData("http://localhost:8989/sdk", null, null, "8.0.3.0", "export GOVC_URL='http://localhost:8989/sdk' GOVC_SIM_PID=42")]
    public void It_has_what_the_service_knows(string url, string? user, string? password, string version, string line) =>
        Assert.Equal(line, EnvLine.Of(new Uri(url), user is null ? null : new KnownLogin(user, password, IsShown: false), version, 42));

    [Fact]
    public void The_file_holds_the_line_alone_and_its_owner_alone_may_read_it()
    {
        var file = Path.Combine(_directory.Path, "env");

        File.WriteAllText(file, new string('x', 100)); // as a user's own file, which others may read
        EnvLine.WriteTo(file, "export A=1");

        Assert.Equal("export A=1\n", File.ReadAllText(file));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }
}
