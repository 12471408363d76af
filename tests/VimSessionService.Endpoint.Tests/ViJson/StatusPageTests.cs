using System.Text.RegularExpressions;
using VimSessionService.Core.Sessions;
using VimSessionService.Tests.Shared;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.ViJson;

/// <summary>Each row of the table of answers in docs/compatibility/vi-json.md is what the service answers, and there is no row without a request here.</summary>
public sealed partial class StatusPageTests
{
    private const string Manager = "SessionManager/SessionManager/";

    private static readonly Dictionary<string, Func<TestService, string, Task<TestExchange>[]>> Requests = new(StringComparer.Ordinal)
    {
        ["a result"] = static (service, _) => [service.JsonAsync(Manager + "defaultLocale")],
        ["a method without a result; a value or property that is unset"] = static (service, session) =>
            [service.JsonAsync(Manager + "SetLocale", """{"locale":"de"}""", session), service.JsonAsync(Manager + "currentSession")],
        ["a fault"] = static (service, _) => [service.JsonAsync(Manager + "Logout", "")],
        ["AuthenticationRequired (a call of 9.1 with `Authorization: Bearer` and no session)"] = static (service, _) =>
            [service.JsonAsync(Manager + "Logout", "", release: "9.1.0.0", change: static exchange => exchange.With("Authorization", "Bearer a.b.c"))],
        ["a release, type or member that is not known; another path"] = static (service, _) =>
            [service.JsonAsync(Manager + "Logout", "", release: "1.0"), service.JsonAsync("Nothing/x/Logout", ""), service.JsonAsync(Manager + "Nothing", ""), service.JsonAsync("/sdk/vim25/a", "")],
        ["another method of HTTP than the member takes"] = static (service, _) => [service.JsonAsync(Manager + "Logout"), service.JsonAsync(Manager + "defaultLocale", "")],
        ["a body that is not said to be `application/json` in UTF-8"] = static (service, _) =>
            [service.JsonAsync(Manager + "Login", ViJsonCall.Login, change: static exchange => exchange.With("Content-Type", "text/plain"))],
        ["no JSON, no object, a value of another type, a member that is there twice or missing, beyond a limit"] = static (service, _) =>
        [
            service.JsonAsync(Manager + "Login", "{"), service.JsonAsync(Manager + "Login", "[]"), service.JsonAsync(Manager + "Login", """{"userName":1,"password":"a"}"""),
            service.JsonAsync(Manager + "Login", """{"userName":"a","userName":"a","password":"a"}"""), service.JsonAsync(Manager + "Login", "{}"),
        ],
        ["a parameter or member that is not declared"] = static (service, _) => [service.JsonAsync(Manager + "Login", """{"userName":"a","password":"a","b":1}""")],
        ["an object that does not exist; one of another type"] = static (service, session) =>
            [service.JsonAsync("SessionManager/none/Logout", "", session), service.JsonAsync("SessionManager/group-d1/Logout", "", session)],
        ["no room for another session, overload"] = static (service, _) => [service.JsonAsync(Manager + "Login", ViJsonCall.Login)],
    };

    public static TheoryData<string, string> Rows =>
        new(CompatibilityPage.Table("vi-json.md", "| what is asked for | answer |").Select(static cells => (cells[0], cells[1])));

    [Fact]
    public void Every_row_has_a_request() => Assert.Equal(Requests.Keys.Order(StringComparer.Ordinal), Rows.Select(static row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_is_what_is_answered(string asked, string said)
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V9_1_0_0 }, new SessionLimits { MaxSessions = 1, ReservedSessions = 0 });
        var session = await service.JsonLoginAsync();

        foreach (var sent in Requests[asked](service, session))
        {
            var answer = await sent;
            Assert.Contains(answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture), Statuses().Matches(said).Select(static match => match.Value));
            if (said.Contains("no body", StringComparison.Ordinal))
                Assert.Empty(answer.Answer);
            if (said.Contains("`WWW-Authenticate`", StringComparison.Ordinal))
                Assert.Contains("WWW-Authenticate", answer.AnswerHeaders.Keys);
            if (said.Contains("`Allow`", StringComparison.Ordinal))
                Assert.Contains("Allow", answer.AnswerHeaders.Keys);
            var faults = Faults().Matches(said).Select(static match => match.Groups[1].Value).ToArray();
            if (faults.Length > 0)
                Assert.Contains(faults, fault => answer.Answer.Contains($"\"_typeName\":\"{fault}\"", StringComparison.Ordinal));
        }
    }

    [GeneratedRegex("\\b[1-5][0-9]{2}\\b")]
    private static partial Regex Statuses();

    [GeneratedRegex("500 ([A-Z][A-Za-z]+)")]
    private static partial Regex Faults();
}
