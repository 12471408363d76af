using System.Diagnostics;
using System.Text.Json;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>The command line beside real clients, as the program runs it.</summary>
public sealed class CommandTests
{
    private static readonly ClientProgram PyVmomi = ClientProgram.Python("python3-pyvmomi", "pyVmomi");

    [Fact]
    public async Task PyVmomi_logs_in_again_after_one_command()
    {
        await using var vCenter = new CommandVCenter();
        await vCenter.InitializeAsync();
        await vCenter.FindAdminAsync();
        await Scripts.AssertAsync(vCenter, PyVmomi, Path.Combine("pyvmomi", "commands.py"), 9);
    }

    [Fact]
    public async Task A_command_loads_no_web_server()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process has loaded is read from /proc.");
        await using var vCenter = new CommandVCenter();
        await vCenter.InitializeAsync();
        await vCenter.FindAdminAsync();
        var start = new ProcessStartInfo(ServiceProcess.Command[0], [.. ServiceProcess.Command.Skip(1), "journal", "tail", "--lines", "1"]) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in vCenter.Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            await vCenter.Service.ReadLogAsync(TestContext.Current.CancellationToken);
            Assert.NotNull(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            var maps = await File.ReadAllTextAsync($"/proc/{process.Id}/maps", TestContext.Current.CancellationToken);
            Assert.DoesNotContain("Kestrel", maps, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>A vCenter that the program finds as a user's environment names it.</summary>
    private sealed class CommandVCenter : LabVCenter
    {
        public override IEnumerable<KeyValuePair<string, string>> Environment
        {
            get
            {
                var all = base.Environment.ToDictionary();
                return
                [
                    .. all,
                    new("VIM_COMMAND", JsonSerializer.Serialize(ServiceProcess.Command)),
                    new("VIMSESSION_ADMIN_URL", all["VIM_ADMIN_URL"]),
                    new("VIMSESSION_ADMIN_TOKEN", all["VIM_ADMIN_TOKEN"]),
                ];
            }
        }
    }
}
