using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VimSessionService.Hosting.Http;

/// <summary>Requests whose client closes the connection before it is answered: one line at level debug, and no stack trace.</summary>
internal static partial class BrokenOffRequests
{
    /// <summary>Ends such a request where its answer fails, and logs it in the place of an error.</summary>
    /// <param name="answer">Answers requests.</param>
    /// <param name="logger">Where it is logged.</param>
    public static RequestDelegate Guard(RequestDelegate answer, ILogger logger) => async context =>
    {
        try
        {
            await answer(context);
        }
        catch (Exception failure) when (IsBrokenOff(context, failure))
        {
            End(context, logger);
        }
    };

    /// <summary>Ends such a request, and logs it.</summary>
    public static void End(HttpContext context, ILogger logger)
    {
        context.Abort(); // or the server tries to read the rest of the body, and logs an error
        Log.BrokenOff(logger, context.Request.Method, context.Request.Path.Value, context.Connection.RemoteIpAddress);
    }

    /// <summary>
    /// Whether a request failed because its client has gone. A connection that was reset is told by the exception before it is told by
    /// <see cref="HttpContext.RequestAborted"/>; TLS puts that exception into one of its own.
    /// </summary>
    public static bool IsBrokenOff(HttpContext context, Exception failure) =>
        IsOfConnection(failure)
        || (failure is IOException { InnerException: { } inner } && IsOfConnection(inner))
        || (context.RequestAborted.IsCancellationRequested && failure is OperationCanceledException or IOException);

    private static bool IsOfConnection(Exception failure) =>
        failure is ConnectionResetException or ConnectionAbortedException;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Method} {Path} from {Address}: the client closed the connection before the answer")]
        public static partial void BrokenOff(ILogger logger, string method, string? path, System.Net.IPAddress? address);
    }
}
