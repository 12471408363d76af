using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace VimSessionService.Testing.Hosting;

/// <summary>
/// Knows the requests whose answers have begun and which the server has not finished. A client can have read such an answer before the call is in the journal;
/// who wants to read the journal waits for these first.
/// </summary>
internal sealed class AnsweredRequests : IStartupFilter
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Request, bool> _all = new();

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(WatchAsync);
        next(app);
    };

    /// <summary>Completes when the requests whose answers have begun are finished; those that a client reads slowly are waited for five seconds at most.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        var answered = _all.Keys.Where(static request => request.IsAnswered).Select(static request => request.Finished.Task).ToArray();
        if (answered.Length == 0)
            return;
        try
        {
            await Task.WhenAll(answered).WaitAsync(LongestWait, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Their clients have not read the whole answer, so they do not count on the journal.
        }
    }

    private async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        var request = new Request();
        _all.TryAdd(request, true);
        context.Response.OnStarting(
            static state =>
            {
                ((Request)state).IsAnswered = true;
                return Task.CompletedTask;
            },
            request);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            _all.TryRemove(request, out _);
            request.Finished.SetResult();
        }
    }

    private sealed class Request
    {
        private volatile bool _isAnswered;

        public TaskCompletionSource Finished { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsAnswered
        {
            get => _isAnswered;
            set => _isAnswered = value;
        }
    }
}
