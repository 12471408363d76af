using VimSessionService.Schema;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Recorder;

/// <summary>What is recorded, and how.</summary>
/// <param name="Url">Where the API of the server is.</param>
/// <param name="UserName">Who logs in.</param>
/// <param name="Password">The password.</param>
internal sealed record RecordingOrder(Uri Url, string UserName, string Password)
{
    /// <summary>How many samples of statistics are read of each object; 0 for none.</summary>
    public int Samples { get; init; }

    /// <summary>Nothing of the secret.</summary>
    public override string ToString() => $"{UserName} at {Url}";
}

/// <summary>What became of a recording.</summary>
/// <param name="Product">What the server calls itself.</param>
/// <param name="Types">How many objects of each type were recorded.</param>
/// <param name="Missing">How many properties the account may not read.</param>
/// <param name="Secrets">How many secrets were left empty.</param>
/// <param name="Notes">What could not be read, one line each.</param>
internal sealed record RecordingSummary(string Product, IReadOnlyDictionary<string, int> Types, int Missing, int Secrets, IReadOnlyList<string> Notes)
{
    /// <summary>How many objects were recorded.</summary>
    public int Objects => Types.Values.Sum();
}

/// <summary>Records a server: logs in, walks, and logs out whatever happens.</summary>
/// <param name="http">Sends requests.</param>
internal sealed class ServerRecorder(HttpClient http)
{
    /// <summary>A logout may take so long: after an interrupt the process is ended soon.</summary>
    private static readonly TimeSpan LogoutTimeout = TimeSpan.FromSeconds(1.5);

    /// <summary>Records.</summary>
    /// <param name="order">What to record.</param>
    /// <param name="writer">Takes the objects.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RecordingSummary> RecordAsync(RecordingOrder order, RecordingWriter writer, Action<WalkProgress> progress, CancellationToken cancellationToken)
    {
        var connection = new ServerConnection(http, order.Url);
        var content = await connection.ConnectAsync(cancellationToken);
        await connection.CallAsync(
            "Login",
            content.Sessions,
            body =>
            {
                body.Element("userName", order.UserName);
                body.Element("password", order.Password);
            },
            cancellationToken);
        try
        {
            using var walk = new ServerWalk(connection, content, new WholeApi(), writer);
            await walk.RunAsync(order.Samples, progress, cancellationToken);
            return new RecordingSummary(content.Product, walk.Types, walk.Missing, walk.Secrets, walk.Notes);
        }
        finally
        {
            await LogoutAsync(connection, content.Sessions);
        }
    }

    /// <summary>Logs out, also after an interrupt. A session that has ended or a server that is gone needs none.</summary>
    private static async Task LogoutAsync(ServerConnection connection, ManagedObjectReference sessions)
    {
        using var end = new CancellationTokenSource(LogoutTimeout);
        try
        {
            await connection.CallAsync("Logout", sessions, null, end.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException or ServerFaultException or ServerAnswerException)
        {
            // What the walk ended with is told; that there is nobody to log out from is no further failure.
        }
    }
}
