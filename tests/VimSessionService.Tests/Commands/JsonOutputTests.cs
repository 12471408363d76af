using System.Text.Json;
using VimSessionService.Commands;
using VimSessionService.Tests.Wire;

namespace VimSessionService.Tests.Commands;

/// <summary><c>--json</c>: every command writes its answer as documents of JSON, one a line.</summary>
public sealed class JsonOutputTests : IAsyncLifetime
{
    /// <summary>A script for a shell is no answer, and <c>journal tail</c> ends when calls come that a test of its own makes.</summary>
    private static readonly string[] Others = ["completion", "journal tail"];

    /// <summary>A line for each command, in an order in which each finds what it needs. <c>FILE</c> is a file that does not exist.</summary>
    private static readonly string[] Lines =
    [
        "users add robot@vsphere.local --role ReadOnly --password secret", "users ls", "users passwd robot@vsphere.local --password other", "users lock robot@vsphere.local", "users unlock robot@vsphere.local",
        "groups add staff --member robot@vsphere.local", "groups ls", "groups show staff", "groups change staff --remove robot@vsphere.local", "groups rm staff", "users rm robot@vsphere.local",
        "sessions ls", "sessions expire --all", "sessions terminate --all", "tickets ls", "tickets expire --all",
        "limits show", "limits set --max-sessions 50", "clock show", "clock freeze", "clock advance 1s", "clock set 2030-01-01T00:00:00Z", "clock run 60", "clock resume", "clock real",
        "rules add --operation Logout --status 503", "rules ls", "rules rm --all", "outage start --mode unavailable --door sts", "outage ls", "outage stop", "restart",
        "journal query", "journal export", "leaks", "snapshot save FILE.snapshot", "snapshot load FILE.snapshot",
        "scenario check FILE.yaml", "scenario apply FILE.yaml", "scenario show", "scenario end", "record --url SERVICE --user svc@vsphere.local --output FILE.recording", "reset",
    ];

    private CommandHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await CommandHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Every_command_writes_JSON()
    {
        var file = Path.Combine(_host.Directory.Path, "file");
        _host.Directory.Write("file.yaml", "options: {message: hello}\n");
        _host.Environment["VIMSESSION_RECORD_PASSWORD"] = RunningService.Password;
        await _host.LoginAsync();
        foreach (var line in Lines)
        {
            var ran = await _host.RunAsync($"{line.Replace("FILE", file, StringComparison.Ordinal).Replace("SERVICE", _host.Client.BaseAddress!.ToString(), StringComparison.Ordinal)} --json");

            Assert.True(ran.Code == 0, $"{line}: {ran.Error}");
            var documents = ran.Output.TrimEnd('\n').Split('\n');
            Assert.All(documents, text => Assert.True(IsDocument(text), $"{line}: {text}"));
        }
    }

    [Fact]
    public void Every_command_is_among_them()
    {
        var named = Lines.Select(static line => string.Join(' ', line.Split(' ').Take(Paths().Contains(line.Split(' ')[0]) ? 1 : 2)));
        Assert.Equal(Paths().Except(Others).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static HashSet<string> Paths()
    {
        var root = AdminCommands.CreateRoot(new CommandSurroundings { Environment = new Dictionary<string, string>(), Input = TextReader.Null, Output = TextWriter.Null, Error = TextWriter.Null });
        return [.. root.Subcommands.SelectMany(static command => command.Subcommands.Count == 0 ? [command.Name] : command.Subcommands.Select(below => $"{command.Name} {below.Name}"))];
    }

    private static bool IsDocument(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
