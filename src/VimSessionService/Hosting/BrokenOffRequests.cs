using Microsoft.AspNetCore.Connections;

namespace VimSessionService.Hosting;

/// <summary>Requests whose client closes the connection before it is answered: one line at level debug, and no stack trace.</summary>
internal static partial class BrokenOffRequests
{
    /// <summary>Watches over everything that is mapped after it.</summary>
    public static void UseBrokenOffLog(this IApplicationBuilder app, ILogger logger) =>
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception failure) when (context.RequestAborted.IsCancellationRequested && failure is OperationCanceledException or IOException or ConnectionAbortedException)
            {
                Log.BrokenOff(logger, context.Request.Method, context.Request.Path.Value, context.Connection.RemoteIpAddress);
            }
        });

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Method} {Path} from {Address}: the client closed the connection before the answer")]
        public static partial void BrokenOff(ILogger logger, string method, string? path, System.Net.IPAddress? address);
    }
}
