using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VimSessionService.Admin.Http;
using VimSessionService.AdminClient.Clock;
using VimSessionService.AdminClient.Json;
using VimSessionService.Lab.Clock;
using VimSessionService.Lab.Scenarios;

namespace VimSessionService.Admin.Routes;

/// <summary>The clock of the service.</summary>
internal static class ClockRoutes
{
    /// <summary>Maps it.</summary>
    public static void MapClock(this RouteGroupBuilder routes)
    {
        routes.MapGet("/clock", static (LabClock clock) => Answer(clock))
            .WithName("getClock").WithSummary("How the clock runs.").Produces<ClockInfo>();
        routes.MapPost("/clock/freeze", static (LabClock clock, ClockSharing sharing) =>
            {
                clock.Freeze();
                return AnswerAsync(clock, sharing);
            })
            .WithName("freezeClock").WithSummary("Stops the clock. Nothing expires until it is moved or runs again.").Produces<ClockInfo>();
        routes.MapPost("/clock/resume", static (LabClock clock, ClockSharing sharing) =>
            {
                clock.Resume();
                return AnswerAsync(clock, sharing);
            })
            .WithName("resumeClock").WithSummary("Lets the clock run as the real one does, from the time that it shows.").Produces<ClockInfo>();
        routes.MapPost("/clock/real", static (LabClock clock, ClockSharing sharing) =>
            {
                clock.ShowRealTime();
                return AnswerAsync(clock, sharing);
            })
            .WithName("showRealTime").WithSummary("Shows the real time of day again. What has expired stays so.").Produces<ClockInfo>();
        routes.MapPost("/clock/advance", AdvanceAsync)
            .WithName("advanceClock").WithSummary("Moves the clock forward. What is due on the way has been done when the answer comes.")
            .TakesBody<ClockAdvance>().Produces<ClockInfo>().ProducesProblems(StatusCodes.Status400BadRequest);
        routes.MapPost("/clock/set", SetAsync)
            .WithName("setClock").WithSummary("Sets the clock. To a later time is the same as an advance; to an earlier one only the time of day changes.")
            .TakesBody<ClockSetting>().Produces<ClockInfo>().ProducesProblems(StatusCodes.Status400BadRequest);
        routes.MapPost("/clock/run", RunAsync)
            .WithName("runClock").WithSummary("Lets the clock run at a rate.")
            .TakesBody<ClockRate>().Produces<ClockInfo>().ProducesProblems(StatusCodes.Status400BadRequest);
    }

    private static async Task<JsonHttpResult<ClockInfo>> AdvanceAsync(LabClock clock, ClockSharing sharing, ScenarioRunner scenario, HttpContext context)
    {
        var by = (await AdminBody.ReadAsync(context, AdminJson.Default.ClockAdvance)).By;
        if (by > LabClock.MaxAdvance)
            throw ProblemException.Invalid("#/by", $"is longer than {DurationText.Format(LabClock.MaxAdvance)}");
        clock.Advance(by);
        await scenario.Running.WaitAsync(context.RequestAborted);
        return await AnswerAsync(clock, sharing);
    }

    private static async Task<JsonHttpResult<ClockInfo>> SetAsync(LabClock clock, ClockSharing sharing, ScenarioRunner scenario, HttpContext context)
    {
        var time = (await AdminBody.ReadAsync(context, AdminJson.Default.ClockSetting)).Time;
        var earliest = DateTimeOffset.UnixEpoch.AddDays(1);
        if (time < earliest || time - clock.GetUtcNow() > LabClock.MaxAdvance)
            throw ProblemException.Invalid("#/time", $"is before {earliest:O}, or later than now by more than {DurationText.Format(LabClock.MaxAdvance)}");
        clock.Set(time);
        await scenario.Running.WaitAsync(context.RequestAborted);
        return await AnswerAsync(clock, sharing);
    }

    private static async Task<JsonHttpResult<ClockInfo>> RunAsync(LabClock clock, ClockSharing sharing, HttpContext context)
    {
        var rate = (await AdminBody.ReadAsync(context, AdminJson.Default.ClockRate)).Rate;
        if (rate is < LabClock.MinRate or > LabClock.MaxRate)
            throw ProblemException.Invalid("#/rate", $"is not from {LabClock.MinRate} to {LabClock.MaxRate}. To stop the clock, freeze it");
        clock.Run(rate);
        return await AnswerAsync(clock, sharing);
    }

    /// <summary>The answer once the other replicas have the clock too.</summary>
    private static async Task<JsonHttpResult<ClockInfo>> AnswerAsync(LabClock clock, ClockSharing sharing)
    {
        await sharing.Told;
        return Answer(clock);
    }

    private static JsonHttpResult<ClockInfo> Answer(LabClock clock)
    {
        var state = clock.State;
        return TypedResults.Json(new ClockInfo(state.Now, state.Rate, state.IsReal), AdminJson.Default.ClockInfo);
    }
}
