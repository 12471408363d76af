using System.Globalization;
using System.Text.Json;
using VimSessionService.Options;

namespace VimSessionService.ClientTests.Harness;

/// <summary>The service that the documents speak of: it has the users whom they name, and is started when a block needs it.</summary>
/// <param name="folder">Its working directory.</param>
internal sealed class DocumentService(string folder) : IAsyncDisposable
{
    private static readonly JsonDocumentOptions AsTheServiceReads = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private static readonly string[] Hosts = ["127.0.0.1", "vc.example.com"];
    private ServiceProcess? _service;
    private string? _usersFile;

    /// <summary>Puts host and port of the running service in the place of those that documents name.</summary>
    public async Task<string> ReplaceAsync(string text)
    {
        if (!text.Contains("8989", StringComparison.Ordinal))
            return text;
        _service ??= await StartAsync();
        var port = _service.Url.Port.ToString(CultureInfo.InvariantCulture);
        return Hosts.Aggregate(text, (replaced, host) => replaced.Replace(host, _service.Url.Host, StringComparison.Ordinal)).Replace("8989", port, StringComparison.Ordinal);
    }

    /// <summary>Takes a JSON text as the users file when it is one; the service has to start with it.</summary>
    public async Task UseAsync(string json)
    {
        using (var document = JsonDocument.Parse(json, AsTheServiceReads))
        {
            if (!AccountLists.Names.Any(list => document.RootElement.TryGetProperty(list, out _)))
                return;
        }

        await DisposeAsync();
        _usersFile = Path.Combine(folder, "users.json");
        await File.WriteAllTextAsync(_usersFile, json, TestContext.Current.CancellationToken);
        _service = await StartAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_service is { } service)
            await service.DisposeAsync();
        _service = null;
    }

    private Task<ServiceProcess> StartAsync() => ServiceProcess.StartAsync(
        ["--username", "root", "--password", "secret", .. _usersFile is { } file ? ["--users-file", file] : Array.Empty<string>()],
        [
            new("VIMSESSION_USERS__0__NAME", "Administrator@vsphere.local"),
            new("VIMSESSION_USERS__0__PASSWORD", "secret"),
            new("VIMSESSION_USERS__0__ROLE", "Admin"),
            new("VIMSESSION_SHARED_SESSION_PATH", "/shared-session"),
            new("VIMSESSION_SHARED_SESSION_TOKEN", "secret-of-the-drivers"),
        ],
        TestContext.Current.CancellationToken,
        directory: folder);
}
