namespace VimSessionService.ClientTests.Harness;

/// <summary>A vCenter with room for four sessions, whose admin API the scripts may use.</summary>
public class LabVCenter : VCenter
{
    /// <summary>The token of the admin API.</summary>
    protected const string AdminToken = "token-of-the-client-tests";
    private const string AdminLine = "Admin on ";

    private string? _admin;

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Environment =>
        [.. base.Environment, new("VIM_ADMIN_URL", _admin ?? ""), new("VIM_ADMIN_TOKEN", AdminToken)];

    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments => ["--max-sessions", "4", "--reserved-sessions", "0", "--admin-token", AdminToken];

    /// <summary>Waits until the service has said where its admin API is.</summary>
    public async Task FindAdminAsync()
    {
        var lines = _admin is null ? await Service.ReadOutputAsync(static line => line.StartsWith(AdminLine, StringComparison.Ordinal), TestContext.Current.CancellationToken) : [];
        _admin ??= lines[^1][AdminLine.Length..];
    }
}
