using System.Globalization;
using System.Text.RegularExpressions;

namespace VimSessionService.ClientTests.Harness;

/// <summary>A client that waits for changes of the server message, which are numbers, each time at any replica; it goes on where it was when an answer is lost.</summary>
/// <param name="calls">Makes its calls.</param>
/// <param name="any">Names any replica.</param>
/// <param name="count">Is told of what happens.</param>
internal sealed partial class MessageWaiter(RawCalls calls, Func<Uri> any, Action<string> count)
{
    private const string Filter =
        "<spec><propSet><type>SessionManager</type><pathSet>message</pathSet></propSet><objectSet><obj type=\"SessionManager\">SessionManager</obj></objectSet></spec><partialUpdates>false</partialUpdates>";

    private int _latest = -1;

    /// <summary>The latest number that it was told.</summary>
    public int Latest => Volatile.Read(ref _latest);

    /// <summary>Waits until it is told to stop.</summary>
    /// <param name="cookie">Its session.</param>
    /// <param name="isOver">Whether it is to stop.</param>
    /// <param name="pauseAsync">Is awaited after a call that was not answered.</param>
    public async Task RunAsync(string cookie, Func<bool> isOver, Func<Task> pauseAsync)
    {
        while ((await calls.CallAsync(any(), "CreateFilter", cookie, Filter, "propertyCollector")).Answer != CallAnswer.Done)
            await pauseAsync();
        for (var version = ""; !isOver();)
        {
            var (answer, text, _) = await calls.CallAsync(
                any(), "WaitForUpdatesEx", cookie, $"<version>{version}</version><options><maxWaitSeconds>2</maxWaitSeconds></options>", "propertyCollector");
            switch (answer)
            {
                case CallAnswer.None:
                    await pauseAsync();
                    break;
                case CallAnswer.Fault when text.Contains("InvalidCollectorVersion", StringComparison.Ordinal):
                    count("waits begun anew");
                    version = "";
                    break;
                case CallAnswer.Done:
                    count("waits");
                    if (Version().Match(text) is { Success: true } told)
                        version = told.Groups["version"].Value;
                    if (Value().Match(text) is { Success: true } value)
                        Volatile.Write(ref _latest, int.Parse(value.Groups["number"].Value, CultureInfo.InvariantCulture));
                    break;
                default:
                    count("sessions lost");
                    return;
            }
        }
    }

    [GeneratedRegex("<version>(?<version>[^<]*)</version>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();

    [GeneratedRegex("<val[^>]*>(?<number>[0-9]+)</val>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();
}
