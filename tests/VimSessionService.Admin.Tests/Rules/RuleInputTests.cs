using System.Net;

namespace VimSessionService.Admin.Tests.Rules;

/// <summary>Rules that cannot be used are refused with the place and what may stand there, and nothing is changed.</summary>
public sealed class RuleInputTests
{
    public static TheoryData<string, string, string> Wrong => new()
    {
        { """{}""", "#", "\"answer\"" },
        { """{"answer":{"status":503},"wen":{}}""", "#/wen", "\"allowed\":[\"id\",\"when\",\"calls\",\"answer\",\"expiresAfter\"]" },
        { """{"answer":{"status":503},"when":{"operation":["Login"]}}""", "#/when/operation", "\"operations\"" },
        { """{"answer":{"status":503},"when":{"operations":["Logn"]}}""", "#/when/operations/0", "Did you mean Login" },
        { """{"answer":{"status":503},"when":{"operations":["Login",""]}}""", "#/when/operations/1", "is empty" },
        { """{"answer":{"status":503},"when":{"operations":[]}}""", "#/when/operations", "would never be applied" },
        { """{"answer":{"status":503},"when":{"operations":["sts.Issue"],"doors":["soap"]}}""", "#/when/operations/0", "no operation of the doors" },
        { """{"answer":{"status":503},"when":{"operations":["Login"],"doors":["sts"]}}""", "#/when/operations/0", "\"allowed\":[\"sts.Issue\"" },
        { """{"answer":{"status":503},"when":{"operations":["Login"],"types":["Folder"]}}""", "#/when/operations/0", "is a method of SessionManager" },
        { """{"answer":{"status":503},"when":{"types":["Foldr"]}}""", "#/when/types/0", "Did you mean Folder?" },
        { """{"answer":{"status":503},"when":{"types":["Folder"],"doors":["sts"]}}""", "#/when/types", "door" },
        { """{"answer":{"status":503},"when":{"doors":["sops"]}}""", "#/when/doors/0", "\"soap\"" },
        { """{"answer":{"status":503},"when":{"users":["@"]}}""", "#/when/users/0", "alice@example.com" },
        { """{"answer":{"status":503},"when":{"sessions":["mine"]}}""", "#/when/sessions/0", "is no key of a session" },
        { """{"answer":{"status":503},"when":{"sessions":["52a5a2c5-5a5b-7b7c-9d9e-0f1f2f3f4f5f"]}}""", "#/when/sessions/0", "no live session" },
        { """{"answer":{"fault":{"type":"InvalidLogn"}}}""", "#/answer/fault/type", "Did you mean InvalidLogin" },
        { """{"answer":{"fault":{"type":"UserSession"}}}""", "#/answer/fault/type", "is no fault of the API" },
        { """{"answer":{"fault":{"type":"InvalidArgument","fields":{"invalidProprty":"x"}}}}""", "#/answer/fault/fields/invalidProprty", "\"allowed\":[\"invalidProperty\"]" },
        { """{"answer":{"fault":{"type":"InvalidArgument","fields":{"invalidProperty":7}}}}""", "#/answer/fault/fields/invalidProperty", "is no string" },
        { """{"answer":{"fault":{"type":"MethodNotFound","fields":{"method":"x"}}}}""", "#/answer/fault/fields", "lacks receiver" },
        { """{"answer":{"fault":{"type":"NoPermission","fields":{"object":"group-d1"}}}}""", "#/answer/fault/fields/object", "is no reference" },
        { """{"answer":{"fault":{"type":"NoPermission","fields":{"missingPrivileges":[{"entity":"Folder:a"},{"privilegeIds":[]}]}}}}""", "#/answer/fault/fields/missingPrivileges/1", "lacks entity" },
        { """{"answer":{"fault":{"type":"InvalidLogin","fields":{"faultMessage":[{"key":"k","arg":[{"key":"a","value":{"_typeName":"EventFilterSpecByTime","beginTime":"12:00"}}]}]}}}}""", "#/answer/fault/fields/faultMessage/0/arg/0/value/beginTime", "is no time" },
        { """{"answer":{"fault":{"type":"NoPermission","fields":[]}}}""", "#/answer/fault/fields", "is no object" },
        { """{"answer":{"fault":{"type":"NotSupported"}},"when":{"doors":["sts","lookup"]}}""", "#/answer/fault", "only be answered to calls" },
        { """{"answer":{"fault":{"type":"NotSupported"},"status":500}}""", "#/answer", "more than one" },
        { """{"answer":{}}""", "#/answer", "\"latency\"" },
        { """{"answer":{"status":99}}""", "#/answer/status", "200 to 599" },
        { """{"answer":{"status":"503"}}""", "#/answer/status", "number" },
        { """{"answer":{"body":"x","latency":"1s"}}""", "#/answer/body", "needs a status" },
        { """{"answer":{"connection":"cut"}}""", "#/answer/connection", "\"allowed\":[\"dropped\",\"reset\",\"halfSent\",\"truncated\"]" },
        { """{"answer":{"connection":"reset","bytes":5}}""", "#/answer/bytes", "halfSent or truncated" },
        { """{"answer":{"connection":"truncated","bytes":-5}}""", "#/answer/bytes", "is negative" },
        { """{"answer":{"latency":"-5s"}}""", "#/answer/latency", "is no time" },
        { """{"answer":{"latency":"0s"}}""", "#/answer/latency", "not longer than zero" },
        { """{"answer":{"latency":"1s","jitter":"2s"}}""", "#/answer/jitter", "longer than the latency" },
        { """{"answer":{"status":503,"jitter":"2s"}}""", "#/answer/jitter", "needs a latency" },
        { """{"answer":{"status":503},"calls":{"times":0}}""", "#/calls/times", "never be applied" },
        { """{"answer":{"status":503},"calls":{"after":-1}}""", "#/calls/after", "is negative" },
        { """{"answer":{"status":503},"calls":{"probability":0}}""", "#/calls/probability", "above 0" },
        { """{"answer":{"status":503},"calls":{"probability":1.5}}""", "#/calls/probability", "above 0" },
        { """{"answer":{"status":503},"expiresAfter":"0s"}""", "#/expiresAfter", "not longer than zero" },
        { """{"answer":{"status":503},"id":"a b"}""", "#/id", "letters, digits" },
        { """{"answer":{"status":503},"id":"known"}""", "#/id", "another rule" },
        { """{"answer":{"status":503},"when":{"operations":[null]}}""", "#/when/operations/0", "is null" },
        { """{"answer":{"status":503},"when":{"operations":["Login",null]}}""", "#/when/operations/1", "is null" },
        { """{"answer":{"status":503},"when":{"doors":[null]}}""", "#/when/doors/0", "is null" },
        { """{"answer":{"status":503},"when":{"userAgents":[null]}}""", "#/when/userAgents/0", "is null" },
        { """[]""", "#", "object" },
        { """{"answer":""", "#/answer", "object" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_rule_that_cannot_be_used_is_refused_at_its_place(string body, string pointer, string said)
    {
        await using var host = await LabHost.StartAsync();
        Assert.Equal(HttpStatusCode.Created, (await host.SendAsync(HttpMethod.Post, "rules", """{"id":"known","when":{"doors":["sts"]},"answer":{"status":503}}""")).Status);

        var (status, content) = await host.SendAsync(HttpMethod.Post, "rules", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"\"pointer\":\"{pointer}\"", content, StringComparison.Ordinal);
        Assert.Contains(said, content.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Single((await host.Api.ListRulesAsync(TestContext.Current.CancellationToken)).Rules);
    }

    [Fact]
    public async Task Of_rules_that_replace_all_none_is_used_when_one_cannot_be()
    {
        await using var host = await LabHost.StartAsync();
        await host.SendAsync(HttpMethod.Post, "rules", """{"id":"known","answer":{"latency":"1ms"}}""");

        var (status, content) = await host.SendAsync(HttpMethod.Put, "rules", """{"rules":[{"answer":{"status":503}},{"answer":{"status":99}}]}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("\"pointer\":\"#/rules/1/answer/status\"", content, StringComparison.Ordinal);
        Assert.Equal("known", Assert.Single((await host.Api.ListRulesAsync(TestContext.Current.CancellationToken)).Rules).Rule.Id);
    }

    [Fact]
    public async Task There_are_a_thousand_rules_at_most()
    {
        await using var host = await LabHost.StartAsync();
        var rules = string.Join(',', Enumerable.Repeat("""{"when":{"doors":["sts"]},"answer":{"status":503}}""", 1001));

        var (status, content) = await host.SendAsync(HttpMethod.Put, "rules", $$"""{"rules":[{{rules}}]}""");
        Assert.Equal((HttpStatusCode.BadRequest, true), (status, content.Contains("more than 1000 rules", StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(HttpMethod.Put, "rules", $$"""{"rules":[{{rules[..rules.LastIndexOf(",{\"when", StringComparison.Ordinal)]}}]}""")).Status);
        (status, content) = await host.SendAsync(HttpMethod.Post, "rules", """{"answer":{"status":503}}""");
        Assert.Equal((HttpStatusCode.BadRequest, true), (status, content.Contains("1000 rules already", StringComparison.Ordinal)));
    }
}
