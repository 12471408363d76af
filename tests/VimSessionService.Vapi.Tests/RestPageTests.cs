using System.Text.RegularExpressions;
using VimSessionService.Endpoint.Tests;
using VimSessionService.Tests.Shared;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.Tests;

/// <summary>
/// docs/compatibility/rest.md: what each row says is answered with the status that the row names, a row names no other status, and there is no row without requests here.
/// </summary>
public sealed partial class RestPageTests : IDisposable
{
    private const string Head = "| request | emulated | refusals |";

    private readonly Provider _provider = new();

    public static TheoryData<string, string, string> Rows => new(
        from section in new[] { "REST sessions", "Token exchange" }
        from cells in CompatibilityPage.Table("rest.md", Head, section)
        select (cells[0], cells[1], cells[2]));

    /// <summary>The rows of what only newer servers have.</summary>
    public static TheoryData<string, string, string> NewerRows => new(
        from row in Rows
        let cells = row.Data
        where Since().IsMatch(cells.Item1 + cells.Item2)
        select cells);

    public void Dispose() => _provider.Dispose();

    [Fact]
    public void Every_row_has_requests() => Assert.Equal(RestPageRequests.Rows.Keys, Rows.Select(static row => row.Data.Item1));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_is_what_is_answered(string asked, string emulated, string refusals)
    {
        var row = RestPageRequests.Rows[asked];
        var refused = refusals == "the same" ? Rows.TakeWhile(cells => cells.Data.Item1 != asked).Last().Data.Item3 : refusals;
        var sent = new List<TestExchange>();

        Assert.Equal(CompatibilityPage.Refusals(emulated), (await SendAsync(row.Granted, emulated, sent)).Where(static status => status >= 400).Distinct());
        Assert.Equal(CompatibilityPage.Refusals(refused).Order(), (await SendAsync(row.Refused, refused, sent)).Distinct().Order());
        CompatibilityPage.AssertWhole(emulated, row.Granted.Select(static request => request.Phrase));
        CompatibilityPage.AssertWhole(refused, row.Refused.Select(static request => request.Phrase));
        foreach (var named in Request().Matches(asked).Select(static match => (Verb: match.Groups[1].Value, Target: match.Groups[2].Value)))
            Assert.Contains(sent, exchange => exchange.Verb == named.Verb && exchange.Target + exchange.Asked == named.Target);
    }

    [Theory]
    [MemberData(nameof(NewerRows))]
    public async Task A_row_is_of_servers_from_its_version_on(string asked, string emulated, string refusals)
    {
        Assert.True(ApiVersions.TryParse(Since().Match(asked + emulated).Groups[1].Value, out var version));

        foreach (var request in RestPageRequests.Rows[asked].Granted)
        {
            using var first = RestPageRequests.Start(_provider, version);
            Assert.InRange(StatusOf(await request.Send(first, _provider)), 200, 204);
            using var older = RestPageRequests.Start(_provider, version - 1);
            Assert.Equal(Since().IsMatch(asked) ? 404 : Assert.Single(CompatibilityPage.Refusals(refusals)), StatusOf(await request.Send(older, _provider)));
        }
    }

    /// <summary>Sends each request to a service of its own. Each is answered with the status that the text names for it, or with success where it names none.</summary>
    private async Task<List<int>> SendAsync(AskedRequest[] requests, string said, List<TestExchange> sent)
    {
        var statuses = new List<int>();
        foreach (var (phrase, send) in requests)
        {
            using var vc = RestPageRequests.Start(_provider, ApiVersion.V9_1_0_0);
            sent.Add(await send(vc, _provider));
            statuses.Add(StatusOf(sent[^1]));
            if (CompatibilityPage.StatusOf(said, phrase) is { } status)
                Assert.Equal((phrase, status), (phrase, statuses[^1]));
            else
                Assert.InRange(statuses[^1], 200, 204);
        }

        return statuses;
    }

    /// <summary>The status of an answer; of JSON-RPC, which refuses with 200 too, the one that REST has for the error.</summary>
    private static int StatusOf(TestExchange answer) =>
        answer.AnswerHeaders.GetValueOrDefault("vapi-error") == "com.vmware.vapi.std.errors.unauthenticated" ? 401 : answer.Status;

    [GeneratedRegex("from ([0-9.]+) on")]
    private static partial Regex Since();

    [GeneratedRegex("`([A-Z]+) (/[^`]+)`")]
    private static partial Regex Request();
}
