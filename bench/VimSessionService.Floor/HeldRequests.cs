using System.Globalization;

namespace VimSessionService.Floor;

/// <summary>Requests whose answers wait until another request tells them all.</summary>
internal sealed class HeldRequests
{
    private const string Held = "?held";
    private const string Tell = "?tell";
    private const string Holds = "?holds=";

    // Each answer is written by a work item of its own, so that none waits until those before it are written.
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _number;

    /// <summary>Whether a query is about held requests.</summary>
    public static bool IsMeant(string query) => query is Held or Tell || query.StartsWith(Holds, StringComparison.Ordinal);

    /// <summary>Waits to be told, tells all, or says by a header whether so many are held.</summary>
    public Task RunAsync(string query, HttpResponse response)
    {
        switch (query)
        {
            case Held:
                Interlocked.Increment(ref _number);
                return _told.Task;

            case Tell:
                _told.SetResult();
                return Task.CompletedTask;

            default:
                if (Volatile.Read(ref _number) >= int.Parse(query.AsSpan(Holds.Length), CultureInfo.InvariantCulture))
                    response.Headers["X-Holds-All"] = "true";
                return Task.CompletedTask;
        }
    }
}
