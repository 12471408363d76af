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
        Assert.EndsWith("file cannot be written", data.Problem, StringComparison.Ordinal);
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
}
