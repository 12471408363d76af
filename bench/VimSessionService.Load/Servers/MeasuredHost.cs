using Serilog.Core;
using VimSessionService.Load.Measuring;
using VimSessionService.Web;

namespace VimSessionService.Load.Servers;

/// <summary>
/// The service in a process that says, asked on its standard input, what it has allocated and what it holds. The service itself
/// exposes neither.
/// </summary>
internal static class MeasuredHost
{
    /// <summary>The question for the bytes allocated since the start.</summary>
    public const string Allocated = "allocated";

    /// <summary>The question for the bytes held by the managed heap once it is collected.</summary>
    public const string Heap = "heap";

    /// <summary>Serves until its standard input ends.</summary>
    public static async Task RunAsync()
    {
        var settings = BenchService.Settings(Scenarios.UserName, Scenarios.Password, maxSessions: 1_000_000, [.. Recordings.Users]);
        await using var app = ServiceHost.Build(settings, Logger.None);
        await app.StartAsync();
        await Console.Out.WriteLineAsync($"Listening on {app.Urls.First()}");
        while (await Console.In.ReadLineAsync() is { } question)
        {
            var answer = question switch
            {
                Allocated => GC.GetTotalAllocatedBytes(precise: true),
                Heap => GC.GetTotalMemory(forceFullCollection: true),
                _ => throw new InvalidOperationException($"What is {question}?"),
            };
            Console.WriteLine(answer);
        }

        await app.StopAsync();
    }
}
