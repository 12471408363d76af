using System.Text.RegularExpressions;
using VimSessionService.Tests.Shared;

namespace VimSessionService.Identity.Tests.Sts;

/// <summary>
/// The faults in docs/compatibility/single-sign-on.md: each is answered when its row says so, a row says nothing that is not asked for here, and no other fault is known.
/// </summary>
public sealed partial class StsFaultPageTests
{
    private const string Wsa = "http://www.w3.org/2005/08/addressing";

    /// <summary>By the first cell of a row the phrases of its second one, each with a message that is answered so.</summary>
    private static readonly Dictionary<string, (string Phrase, Func<StsWorld, ValueTask<TokenMessage>> Message)[]> Messages = new(StringComparer.Ordinal)
    {
        ["wst:FailedAuthentication, `Invalid credentials`"] =
        [
            ("the requester is not authenticated", RefusalTests.Messages["nothing"]),
            ("wrong password", RefusalTests.Messages["wrong password"]),
            ("certificate", RefusalTests.Messages["unknown certificate"]),
            ("token", RefusalTests.Messages["bent token"]),
            ("negotiation", RefusalTests.Messages["negotiation"]),
        ],
        ["wst:InvalidRequest, wst:RequestFailed"] =
        [
            ("the request contradicts itself", RefusalTests.Messages["ActAs and DelegateTo"]),
            ("is not permitted", RefusalTests.Messages["ActAs without the group"]),
            ("is outside the schema", static world => new(world.Message() with { Further = "<AppliesTo/>" })),
            ("is outside the schema", RefusalTests.Messages["Renew without token"]),
            ("a `wsa:Action` of another operation", static world => new(world.Message() with { Bend = static text => WithAction(text, "Renew") })),
            ("two", static world => new(world.Message() with { Bend = static text => WithAction(WithAction(text, "Issue"), "Issue") })),
            ("a Lifetime that is not in UTC", static world => new(world.Message() with { Life = null, Further = "<Lifetime><wsu:Expires>2030-01-02T03:05:00+02:00</wsu:Expires></Lifetime>" })),
        ],
        ["wst:InvalidTimeRange"] =
        [
            ("the token would end before it begins", RefusalTests.Messages["life ends before it begins"]),
            ("before now", RefusalTests.Messages["life is over"]),
            ("begin more than `--clock-tolerance` from now", RefusalTests.Messages["life begins too late"]),
            ("the signing certificate is not valid", static world => AtAsync(world, TimeSpan.FromDays(500), static later => later.Message())),
        ],
        ["wst:UnableToRenew"] = [("the token is not renewable", RefusalTests.Messages["Renew of what is not renewable"])],
        ["wsse:MessageExpired"] =
        [
            ("the current time is outside the Timestamp", RefusalTests.Messages["old message"]),
            ("the current time is outside the Timestamp", RefusalTests.Messages["future message"]),
        ],
        ["wsse:InvalidSecurity"] =
        [
            ("there is no security header", static world => Bent(world, "wsse:Security>", "wsse:Other>")),
            ("it is broken", RefusalTests.Messages["two timestamps"]),
            ("without Timestamp", RefusalTests.Messages["no timestamp"]),
            ("its Timestamp is not in UTC", static world => Bent(world, "<wsu:Created>2030-01-02T03:04:05.678Z", "<wsu:Created>2030-01-02T03:04:05.678+00:00")),
            ("ends before it begins", static world => new(world.Message() with { MessageLife = TimeSpan.FromSeconds(-1) })),
            ("it holds a certificate that cannot be used", static world =>
                new(world.Message(world.Solution) with { Bend = text => text.Replace(Convert.ToBase64String(world.Solution.RawData), "AAAA", StringComparison.Ordinal) })),
            ("UseKey names another signature", RefusalTests.Messages["UseKey of another"]),
        ],
        ["wsse:FailedCheck"] =
        [
            ("the signature of the message is wrong", RefusalTests.Messages["bent body"]),
            ("was used before", static world => SentBeforeAsync(world)),
        ],
        ["wsse:UnsupportedSecurityToken"] =
        [
            ("a UsernameToken without password", RefusalTests.Messages["no password"]),
            ("a bearer token as proof", RefusalTests.Messages["bearer token in the header"]),
            ("a BinaryExchange that is not SPNEGO", static world =>
                new(world.Message() with { User = null, Exchange = [1], Bend = static text => text.Replace("trust/spnego", "trust/other", StringComparison.Ordinal) })),
        ],
    };

    public static TheoryData<string, string> Rows => new(CompatibilityPage.Table("single-sign-on.md", "| fault | when |").Select(static cells => (cells[0], cells[1])));

    [Fact]
    public void Every_row_has_messages() => Assert.Equal(Messages.Keys, Rows.Select(static row => row.Data.Item1));

    [Fact]
    public void Every_fault_of_the_service_has_a_row() => Assert.Equal(
        RefusalTests.Refusals.Select(static row => row.Data.Item3).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        Rows.SelectMany(static row => Codes(row.Data.Item1)).Select(static code => code.Code).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_fault_is_answered_when_its_row_says_so(string fault, string when)
    {
        CompatibilityPage.AssertWhole(when, Messages[fault].Select(static known => known.Phrase));
        var met = new HashSet<(string, string)>();
        foreach (var (phrase, message) in Messages[fault])
        {
            using var world = new StsWorld();
            var answer = await world.SendAsync(await message(world));
            Assert.Equal((phrase, 500), (phrase, answer.Status));
            var code = FaultCode().Match(answer.Content);
            Assert.Contains((code.Groups[1].Value, code.Groups[2].Value), Codes(fault));
            met.Add((code.Groups[1].Value, code.Groups[2].Value));
            if (fault.Contains('`', StringComparison.Ordinal))
                Assert.Contains($"<faultstring>{fault.Split('`')[1]}</faultstring>", answer.Content, StringComparison.Ordinal);
        }

        Assert.Equal(Codes(fault).Order(), met.Order());
    }

    /// <summary>Namespaces and names of the codes that a cell names.</summary>
    private static IEnumerable<(string Namespace, string Code)> Codes(string fault) => NamedCode().Matches(fault).Select(static match => (
        match.Groups[1].Value == "wst" ? TokenMessage.Trust : "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd", match.Groups[2].Value));

    private static ValueTask<TokenMessage> Bent(StsWorld world, string old, string other) =>
        new(world.Message() with { Life = null, Bend = text => text.Replace(old, other, StringComparison.Ordinal) });

    private static ValueTask<TokenMessage> AtAsync(StsWorld world, TimeSpan later, Func<StsWorld, TokenMessage> message)
    {
        world.Time.Advance(later);
        return new(message(world));
    }

    private static async ValueTask<TokenMessage> SentBeforeAsync(StsWorld world)
    {
        var message = world.Message(world.Solution);
        await world.IssueAsync(message);
        return message;
    }

    private static string WithAction(string text, string operation) => text.Replace(
        "<soap:Header>", $"<soap:Header><wsa:Action xmlns:wsa=\"{Wsa}\">{TokenMessage.Trust}/RST/{operation}</wsa:Action>", StringComparison.Ordinal);

    [GeneratedRegex("\\b(wsse|wst):([A-Za-z]+)")]
    private static partial Regex NamedCode();

    [GeneratedRegex("<faultcode xmlns:ns0=\"([^\"]*)\">ns0:([A-Za-z]+)</faultcode>")]
    private static partial Regex FaultCode();
}
