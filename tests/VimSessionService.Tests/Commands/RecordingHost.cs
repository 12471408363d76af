using System.Text.RegularExpressions;
using VimSessionService.CommandLine;
using VimSessionService.Options;
using VimSessionService.Tests.Wire;

namespace VimSessionService.Tests.Commands;

/// <summary>Services that serve inventories, and the command that records them.</summary>
internal sealed class RecordingHost : IDisposable
{
    public const string Key = "0123456789abcdef-key";

    private readonly TemporaryDirectory _directory = new();

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal) { ["VIMSESSION_RECORD_PASSWORD"] = RunningService.Password };

    /// <summary>A path in a directory that goes with this.</summary>
    public string PathOf(string name) => Path.Combine(_directory.Path, name);

    /// <summary>A service.</summary>
    public static Task<RunningService> ServeAsync(string inventory, bool tls = false) => RunningService.StartAsync(new ServiceOptions
    {
        Tls = new TlsOptions { Enabled = tls },
        Emulation = new EmulationOptions { Inventory = inventory },
    });

    /// <summary>Runs the command.</summary>
    public async Task<CommandHost.Ran> RunAsync(RunningService service, string output, params string[] more) =>
        await RunAsync(["--url", service.Address.ToString(), "--output", output, .. more]);

    /// <inheritdoc cref="RunAsync(RunningService, string, string[])"/>
    public async Task<CommandHost.Ran> RunAsync(string[] arguments)
    {
        await using StringWriter output = new(), error = new();
        output.NewLine = error.NewLine = "\n";
        var surroundings = new ProcessEnvironment(Environment, _directory.Path, TextReader.Null, static (_, _) => { });
        string[] user = arguments.Contains("--user") ? [] : ["--user", "administrator@vsphere.local"];
        var code = await ServiceCommand.RunAsync(["record", .. user, .. arguments], surroundings, output, error, TestContext.Current.CancellationToken);
        return new CommandHost.Ran(code, output.ToString(), error.ToString());
    }

    /// <summary>Records a service; the result is the path.</summary>
    public async Task<string> RecordAsync(RunningService service, string name, params string[] more)
    {
        var path = PathOf(name);
        var ran = await RunAsync(service, path, more);
        Assert.True(ran.Code == 0, ran.Error);
        return path;
    }

    /// <summary>Serves a recording, and records that.</summary>
    public async Task<string> AgainAsync(string recording, string name)
    {
        await using var service = await ServeAsync(recording);
        return await RecordAsync(service, name);
    }

    /// <summary>The files of a recording with their texts, without what each service says of itself: its URL, and when it read its catalogues.</summary>
    public static SortedDictionary<string, string> Files(string recording) => new(
        Directory.GetFiles(recording, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(recording, file), static file => WithoutPlace(File.ReadAllText(file)), StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static string WithoutPlace(string text) => Regex.Replace(Regex.Replace(text, @"http://127\.0\.0\.1:\d+", "http://service"), "<lastModified>[^<]*", "<lastModified>");

    public void Dispose() => _directory.Dispose();
}
