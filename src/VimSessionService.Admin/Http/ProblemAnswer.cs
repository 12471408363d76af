using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Problems;
using VimSessionService.Core;

namespace VimSessionService.Admin.Http;

/// <summary>Answers requests that cannot be fulfilled with a problem document.</summary>
internal static partial class ProblemAnswer
{
    /// <summary>Writes a problem as the answer.</summary>
    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = "application/problem+json";
        await JsonSerializer.SerializeAsync(context.Response.Body, problem, AdminJson.Default.Problem, context.RequestAborted);
    }

    /// <summary>Does what answers a request, and answers its exceptions.</summary>
    public static async Task GuardAsync(HttpContext context, RequestDelegate answer, ILogger logger)
    {
        try
        {
            await answer(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, ProblemOf(context, failure, logger));
        }
    }

    private static Problem ProblemOf(HttpContext context, Exception failure, ILogger logger)
    {
        switch (failure)
        {
            case ProblemException refused:
                return refused.Problem;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return ProblemException.Of("body-too-large", StatusCodes.Status413PayloadTooLarge, "The body is too large", null).Problem;
            case BadHttpRequestException bad:
                return ProblemException.Of("invalid-request", bad.StatusCode, "The request cannot be used", bad.Message).Problem;
            case ServiceBusyException busy:
                return ProblemException.Of("unavailable", StatusCodes.Status503ServiceUnavailable, "The service cannot do this now", busy.Message).Problem;
            default:
                Log.Failed(logger, context.Request.Method, context.Request.Path.Value, failure);
                return ProblemException.Of("internal", StatusCodes.Status500InternalServerError, "Internal error", "The log of the service has the reason.").Problem;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The admin request {Method} {Path} failed")]
        public static partial void Failed(ILogger logger, string method, string? path, Exception failure);
    }
}
