namespace VimSessionService.ClientTests.Harness;

/// <summary>The program govc. Without it the calling test is skipped; in continuous integration it fails.</summary>
public static class Govc
{
    /// <summary>Runs a command at a service.</summary>
    /// <param name="vCenter">The service, and the user who is the caller.</param>
    /// <param name="command">The command and its arguments, separated by spaces.</param>
    /// <param name="url">Another service with the same user; null for that of <paramref name="vCenter"/>.</param>
    public static Task<ClientRun> RunAsync(VCenter vCenter, string command, Uri? url = null)
    {
        var govc = Environment.GetEnvironmentVariable("VIMSESSION_TEST_GOVC");
        if (string.IsNullOrEmpty(govc))
            throw ClientProgram.Missing("govc is not installed; VIMSESSION_TEST_GOVC names it");
        return ClientRun.StartAsync(
            govc,
            command.Split(' '),
            [
                .. vCenter.Environment,
                new("GOVC_URL", (url ?? vCenter.Url).ToString()),
                new("GOVC_USERNAME", vCenter.UserName),
                new("GOVC_PASSWORD", VCenter.Password),
                new("GOVC_INSECURE", "1"),
                new("GOVMOMI_HOME", Path.GetTempPath()),
            ],
            AppContext.BaseDirectory,
            TestContext.Current.CancellationToken);
    }
}
