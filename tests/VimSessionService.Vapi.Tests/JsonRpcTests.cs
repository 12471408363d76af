using System.Text.Json;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.Tests;

/// <summary>Sessions by JSON-RPC (docs/facts/automation-api.md).</summary>
public sealed class JsonRpcTests
{
    [Fact]
    public async Task A_session_is_made_shown_and_ended()
    {
        using var vc = new Automation();

        var created = await vc.RpcAsync("create", Automation.UserPass(), ("vapi-service", "com.vmware.cis.session"), ("vapi-operation", "create"));
        Assert.Equal(200, created.Status);
        Assert.Matches("""^\{"jsonrpc":"2.0","id":"7","result":\{"output":\{"SECRET":"[0-9a-f]{40}"\}\}\}$""", created.Answer);
        Assert.Equal(("json-rpc", "com.vmware.cis.session.create", "op-1"), (vc.Service.Calls.Last().Door, vc.Service.Calls.Last().Operation, vc.Service.Calls.Last().OperationId));
        var id = JsonDocument.Parse(created.Answer).RootElement.GetProperty("result").GetProperty("output").GetProperty("SECRET").GetString()!;

        var shown = await vc.RpcAsync("get", Automation.SessionId(id));
        Assert.Equal(
            """{"jsonrpc":"2.0","id":"7","result":{"output":{"STRUCTURE":{"com.vmware.cis.session.info":{"created_time":"2024-02-03T04:05:06.000Z","last_accessed_time":"2024-02-03T04:05:06.000Z","user":"administrator@VSPHERE.LOCAL"}}}}}""",
            shown.Answer);

        Assert.Equal("""{"jsonrpc":"2.0","id":"7","result":{"output":null}}""", (await vc.RpcAsync("delete", Automation.SessionId(id))).Answer);
        Assert.Contains("com.vmware.vapi.std.errors.unauthenticated", (await vc.RpcAsync("get", Automation.SessionId(id))).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_in_the_header_goes_before_that_in_the_message()
    {
        using var vc = new Automation();
        var id = await vc.LoginAsync();

        Assert.Contains("administrator@VSPHERE.LOCAL", (await vc.RpcAsync("get", Automation.SessionId("0000"), ("vmware-api-session-id", id))).Answer, StringComparison.Ordinal);
        Assert.Contains("unauthenticated", (await vc.RpcAsync("get", Automation.SessionId(id), ("vmware-api-session-id", "0000"))).Answer, StringComparison.Ordinal);
    }

    public static TheoryData<string> Refused => new(
        Automation.UserPass(password: "wrong"),
        Automation.SessionId("0000"),
        """{"schemeId":"com.vmware.vapi.std.security.no_authentication"}""",
        """{"schemeId":"com.vmware.vapi.std.security.user_pass","userName":"a"}""",
        """{"schemeId":"com.vmware.vapi.std.security.user_pass","userName":1,"password":2}""",
        """{"schemeId":"com.vmware.vapi.std.security.saml_bearer_token","samlToken":"<a/>"}""",
        """{"schemeId":"com.vmware.vapi.std.security.saml_hok_token","signatureAlgorithm":"none","signature":{}}""",
        """{"schemeId":"com.vmware.vapi.std.security.saml_hok_token","signatureAlgorithm":"RS256","signature":{"value":"YQ==","samlToken":"<a/>"},"timestamp":{"created":"x","expires":"y"}}""",
        """{"schemeId":"com.vmware.vapi.std.security.other"}""",
        """{"schemeId":7}""",
        "{}",
        "null",
        "[]");

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Credentials_that_are_not_good_are_all_told_alike(string securityContext)
    {
        using var vc = new Automation();

        var answer = await vc.RpcAsync("create", securityContext);

        Assert.Equal(200, answer.Status);
        Assert.Equal("com.vmware.vapi.std.errors.unauthenticated", answer.AnswerHeaders["vapi-error"]);
        var error = JsonDocument.Parse(answer.Answer).RootElement.GetProperty("result").GetProperty("error").GetProperty("ERROR").GetProperty("com.vmware.vapi.std.errors.unauthenticated");
        Assert.StartsWith("Basic realm=\"VAPI endpoint\",SIGN", error.GetProperty("challenge").GetProperty("OPTIONAL").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, error.GetProperty("data").GetProperty("OPTIONAL").ValueKind);
        Assert.Equal("UNAUTHENTICATED", error.GetProperty("error_type").GetProperty("OPTIONAL").GetString());
        Assert.Equal(
            """{"STRUCTURE":{"com.vmware.vapi.std.localizable_message":{"args":[],"default_message":"Authentication required.","id":"com.vmware.vapi.endpoint.method.authentication.required","localized":{"OPTIONAL":null},"params":{"OPTIONAL":null}}}}""",
            error.GetProperty("messages")[0].GetRawText());
        Assert.NotNull(vc.Service.Calls.Last().Reason);
    }

    [Theory]
    [InlineData("com.vmware.vcenter.VM", "list", "vapi.method.input.invalid.interface", "Cannot find service 'com.vmware.vcenter.VM'.")]
    [InlineData("com.vmware.cis.session", "other", "vapi.method.input.invalid.method", "Cannot find operation 'other' in service 'com.vmware.cis.session'.")]
    public async Task Other_services_and_operations_are_not_found(string service, string operation, string id, string text)
    {
        using var vc = new Automation();

        var answer = await vc.SendAsync(Automation.Request("POST", "/api", Automation.Rpc(operation, "{}", service), ("Content-Type", "application/json")));

        Assert.Equal(200, answer.Status);
        var error = JsonDocument.Parse(answer.Answer).RootElement.GetProperty("result").GetProperty("error").GetProperty("ERROR").GetProperty("com.vmware.vapi.std.errors.operation_not_found");
        var message = error.GetProperty("messages")[0].GetProperty("STRUCTURE").GetProperty("com.vmware.vapi.std.localizable_message");
        Assert.Equal((id, text), (message.GetProperty("id").GetString(), message.GetProperty("default_message").GetString()));
    }

    public static TheoryData<string, int> Malformed => new()
    {
        { "", -32700 },
        { "{", -32700 },
        { "\u00ff", -32700 },
        { """{"jsonrpc":"2.0","jsonrpc":"2.0"}""", -32700 },
        { """{"jsonrpc":"2.0","method":"\ud800"}""", -32700 },
        { new string('[', 65) + new string(']', 65), -32700 },
        { "[]", -32600 },
        { "7", -32600 },
        { "{}", -32600 },
        { """{"jsonrpc":"1.0","method":"invoke"}""", -32600 },
        { """{"jsonrpc":2.0,"method":"invoke"}""", -32600 },
        { """{"jsonrpc":"2.0","method":7}""", -32600 },
        { """{"jsonrpc":"2.0","method":"other"}""", -32601 },
        { """{"jsonrpc":"2.0","method":"invoke"}""", -32602 },
        { """{"jsonrpc":"2.0","method":"invoke","params":[]}""", -32602 },
        { """{"jsonrpc":"2.0","method":"invoke","params":{"serviceId":"a","operationId":7}}""", -32602 },
        { """{"jsonrpc":"2.0","method":"invoke","params":{"serviceId":"a","operationId":"b"}}""", -32600 },
        { """{"jsonrpc":"2.0","method":"invoke","params":{"serviceId":"a","operationId":"b","ctx":{},"input":7}}""", -32600 },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_is_no_request_is_an_error_of_the_protocol(string body, int code)
    {
        using var vc = new Automation();

        var answer = await vc.SendAsync(Automation.Request("POST", "/api", body, ("Content-Type", "application/json; charset=utf-8")));

        Assert.Equal(200, answer.Status);
        var root = JsonDocument.Parse(answer.Answer).RootElement;
        Assert.Equal("2.0", root.GetProperty("jsonrpc").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("id").ValueKind);
        Assert.Equal(code, root.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("com.vmware.cis.session", null)]
    [InlineData(null, "create")]
    [InlineData("com.vmware.cis.session", "delete")]
    [InlineData("other", "create")]
    public async Task Headers_have_to_name_the_operation_of_the_body(string? service, string? operation)
    {
        using var vc = new Automation();
        (string, string)[] headers = [.. service is null ? Array.Empty<(string, string)>() : [("vapi-service", service)], .. operation is null ? Array.Empty<(string, string)>() : [("vapi-operation", operation)]];

        var answer = await vc.RpcAsync("create", Automation.UserPass(), headers);

        Assert.Equal("""{"jsonrpc":"2.0","id":"7","error":{"code":-31001,"message":"Mismatching operation identifier in HTTP header and payload"}}""", answer.Answer);
    }

    [Theory]
    [InlineData("""{"STRUCTURE":{"operation-input":{"a":1}}}""")]
    [InlineData("""{"STRUCTURE":{"other":{}}}""")]
    [InlineData("{}")]
    [InlineData("""{"STRUCTURE":{"operation-input":{}},"more":1}""")]
    public async Task An_operation_takes_no_arguments(string input)
    {
        using var vc = new Automation();
        var body = Automation.Rpc("create", Automation.UserPass()).Replace("""{"STRUCTURE":{"operation-input":{}}}""", input, StringComparison.Ordinal);

        var answer = await vc.SendAsync(Automation.Request("POST", "/api", body, ("Content-Type", "application/json")));

        Assert.Equal((200, "com.vmware.vapi.std.errors.invalid_argument"), (answer.Status, answer.AnswerHeaders["vapi-error"]));
    }

    [Theory]
    [InlineData("7", "7")]
    [InlineData("-1.5e3", "-1.5e3")]
    [InlineData("1e999", "1e999")]
    [InlineData("99999999999999999999999999999999", "99999999999999999999999999999999")]
    [InlineData("\"a\\u0022b\"", "\"a\\u0022b\"")]
    [InlineData("null", "null")]
    [InlineData("true", "null")]
    [InlineData("[1]", "null")]
    public async Task The_id_comes_back_as_it_was(string id, string answered)
    {
        using var vc = new Automation();
        var body = Automation.Rpc("delete", "{}").Replace("\"id\":\"7\"", $"\"id\":{id}", StringComparison.Ordinal);

        var answer = await vc.SendAsync(Automation.Request("POST", "/api", body, ("Content-Type", "application/json")));

        Assert.StartsWith($$"""{"jsonrpc":"2.0","id":{{answered}},"result":""", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_that_is_not_known_is_passed_over()
    {
        using var vc = new Automation();
        var body = Automation.Rpc("create", Automation.UserPass()).Replace("\"jsonrpc\":", "\"more\":{\"a\":[1]},\"jsonrpc\":", StringComparison.Ordinal);

        var answer = await vc.SendAsync(Automation.Request("POST", "/api", body, ("Content-Type", "application/json")));

        Assert.Contains("\"SECRET\":", answer.Answer, StringComparison.Ordinal);
    }

    /// <summary>Other methods are of REST, which has nothing at the path.</summary>
    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Nothing_but_a_POST_is_JSON_RPC(string method)
    {
        using var vc = new Automation();

        var answer = await vc.SendAsync(Automation.Request(method, "/api", Automation.Rpc("create", Automation.UserPass()), ("Content-Type", "application/json")));

        Assert.Equal((404, "rest"), (answer.Status, vc.Service.Calls.Last().Door));
        Assert.Empty(await vc.Service.Store.ListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Another_type_of_content_is_refused(string type)
    {
        using var vc = new Automation();

        var answer = await vc.SendAsync(Automation.Request("POST", "/api", Automation.Rpc("create", Automation.UserPass()), ("Content-Type", type)));

        Assert.Equal((400, $$$"""{"jsonrpc":"2.0","error":{"code":400,"message":"Unsupported content type: {{{type}}}"}}"""), (answer.Status, answer.Answer));
    }

    /// <summary>The answer was seen on an ESX host of 9.1.</summary>
    [Theory]
    [InlineData("POST", "/api/session")]
    [InlineData("GET", "/api/about")]
    public async Task An_ESX_host_has_no_REST(string method, string path)
    {
        using var host = new Automation(ApiVersion.V9_1_0_0, esx: true);

        var answer = await host.SendAsync(method, path);

        Assert.Equal((400, """{"jsonrpc":"2.0","error":{"code":400,"message":"Unsupported content type: "}}"""), (answer.Status, answer.Answer));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        using var vc = new Automation(maxRequestBytes: 1024);

        var answer = await vc.SendAsync(Automation.Request("POST", "/api", new string(' ', 1025), ("Content-Type", "application/json")));

        Assert.Equal(413, answer.Status);
    }
}
