using System.Text;
using System.Text.Json.Nodes;

namespace VimSessionService.Endpoint.Tests.ViJson;

/// <summary>What is wrong with a request of VI-JSON: each mistake has its status and its answer, and harms nobody.</summary>
public sealed class BadRequestTests : IDisposable
{
    private const string Login = "SessionManager/SessionManager/Login";
    private const string Retrieve = "PropertyCollector/propertyCollector/RetrievePropertiesEx";

    private readonly TestService _service = new();

    public void Dispose() => _service.Dispose();

    /// <summary>A path, a body, the type of fault that it gets, and what its text or its field names.</summary>
    public static TheoryData<string, string, string, string> Bodies => new()
    {
        { Login, "{", "InvalidRequest", "The request is not JSON: error at line 1, byte 2" },
        { Login, "<Login/>", "InvalidRequest", "The request is not JSON" },
        { Login, """{"userName":"a","password":"b"}{}""", "InvalidRequest", "The request is not JSON" },
        { Login, """["a","b"]""", "InvalidRequest", "The request is not a JSON object" },
        { Login, "null", "InvalidRequest", "The request is not a JSON object" },
        { Login, "", "InvalidRequest", "Required parameter userName is missing" },
        { Login, """{"userName":"a"}""", "InvalidRequest", "Required parameter password is missing" },
        { Login, """{"userName":"a","password":null}""", "InvalidRequest", "Required parameter password is missing" },
        { Login, """{"userName":"a","password":7}""", "InvalidRequest", "Cannot convert the value of property password to string" },
        { Login, """{"userName":"a","password":["b"]}""", "InvalidRequest", "Cannot convert the value of property password to string" },
        { Login, """{"userName":"a","password":"\ud800"}""", "InvalidRequest", "Cannot convert the value of property password to string" },
        { Login, """{"userName":"a","userName":"a","password":"b"}""", "InvalidRequest", "The member userName is there twice" },
        { Login, """{"userName":"a","password":"b","otp":"1"}""", "InvalidArgument", "otp" },
        { Login, """{"userName":"a","password":"b","_this":{"type":"SessionManager","value":"SessionManager"}}""", "InvalidArgument", "_this" },
        { Login, $"{string.Concat(Enumerable.Repeat("{\"a\":", 1000))}", "InvalidRequest", "The request nests deeper than 64 levels" },
        { Login, $"{{\"userName\":[{string.Join(',', Enumerable.Repeat("1", 100_000))}]}}", "InvalidRequest", "The request holds more than 100000 values" },
        { Login, $"{{\"userName\":\"{new string('a', 1024 * 1024)}\"}}", "InvalidRequest", "The request is larger than 1048576 bytes" },
        { Retrieve, """{"specSet":{},"options":{}}""", "InvalidRequest", "Cannot convert the value of property specSet to array" },
        { Retrieve, """{"specSet":[],"options":{"maxObjects":"x"}}""", "InvalidRequest", "Cannot convert the value of property maxObjects to int" },
        { Retrieve, """{"specSet":[],"options":{"maxObjects":1e99}}""", "InvalidRequest", "Cannot convert the value of property maxObjects to int" },
        { Retrieve, """{"specSet":[],"options":{"maxObjects":99999999999999999999999999}}""", "InvalidRequest", "Cannot convert the value of property maxObjects to int" },
        { Retrieve, """{"specSet":[],"options":{"_typeName":"Bogus"}}""", "InvalidRequest", "Unexpected type Bogus of property options" },
        { Retrieve, """{"specSet":[],"options":{"_typeName":"UserSession"}}""", "InvalidRequest", "Unexpected type UserSession of property options" },
        { Retrieve, """{"specSet":[],"options":{"_typeName":7}}""", "InvalidRequest", "The _typeName of a value is not a string" },
        { Retrieve, """{"specSet":[],"options":{"nothing":7}}""", "InvalidArgument", "nothing" },
        { Retrieve, """{"specSet":[{}],"options":{}}""", "InvalidRequest", "Required property propSet is missing from data object of type PropertyFilterSpec" },
        { Retrieve, """{"specSet":[{"propSet":[],"objectSet":[{"obj":{"type":"Bogus","value":"x"}}]}],"options":{}}""", "InvalidRequest", "Error processing attribute \"type\" with value \"Bogus\"" },
        { "SessionManager/NoSuchObject/Logout", "", "ManagedObjectNotFound", "The object 'vim.SessionManager:NoSuchObject' has already been deleted or has not been completely created" },
        { "SessionManager/group-d1/Logout", "", "InvalidType", "" },
        { "LicenseManager/group-d1/QuerySupportedFeatures", "", "InvalidType", "" },
    };

    /// <summary>A method of HTTP, a path, the status that it gets, and the methods that the answer allows.</summary>
    public static TheoryData<string, string, int, string?> Requests => new()
    {
        { "GET", "/sdk/vim25/8.0.3.0/" + Login, 405, "POST" },
        { "PUT", "/sdk/vim25/8.0.3.0/" + Login, 405, "POST" },
        { "DELETE", "/sdk/vim25/8.0.3.0/" + Login, 405, "POST" },
        { "OPTIONS", "/sdk/vim25/8.0.3.0/" + Login, 405, "POST" },
        { "POST", "/sdk/vim25/8.0.3.0/SessionManager/SessionManager/currentSession", 405, "GET" },
        { "HEAD", "/sdk/vim25/8.0.3.0/SessionManager/SessionManager/currentSession", 405, "GET" },
        { "POST", "/sdk/vim25/8.0.3.1/" + Login, 404, null },
        { "POST", "/sdk/vim25/9.1.0.0/" + Login, 404, null },
        { "POST", "/sdk/vim25/8.0.3/" + Login, 404, null },
        { "POST", "/sdk/vim25/6.7.3/" + Login, 404, null },
        { "POST", "/sdk/vim25/release/" + Login, 404, null },
        { "POST", "/sdk/vim25/8.0.3.0/SessionManager/SessionManager/login", 404, null },
        { "POST", "/sdk/vim25/8.0.3.0/SessionManager/SessionManager/NoSuchMethod", 404, null },
        { "POST", "/sdk/vim25/8.0.3.0/SessionManager/SessionManager/Fetch", 404, null },
        { "POST", "/sdk/vim25/8.0.3.0/SessionManager/SessionManager/RetrievePropertiesEx", 404, null },
        { "GET", "/sdk/vim25/8.0.3.0/SessionManager/SessionManager/noSuchProperty", 404, null },
        { "GET", "/sdk/vim25/8.0.3.0/ServiceInstance/ServiceInstance/content.about", 404, null },
        { "GET", "/sdk/vim25/8.0.3.0/SessionManager/SessionManager/sessionList[\"a\"]", 404, null },
        { "POST", "/sdk/vim25/8.0.3.0/sessionManager/SessionManager/Login", 404, null },
        { "POST", "/sdk/vim25/8.0.3.0/NoSuchType/SessionManager/Login", 404, null },
        { "POST", "/sdk/vim25/8.0.3.0/pbm/ServiceInstance/RetrieveServiceContent", 404, null },
        { "POST", "/sdk/vim25/8.0.3.0/LicenseAssignmentManager/NoSuchObject/QueryAssignedLicenses", 404, null },
        { "POST", "/sdk/vim25/8.0.3.0/SessionManager/SessionManager", 404, null },
        { "POST", "/sdk/vim25/8.0.3.0/SessionManager/SessionManager/Login/", 404, null },
        { "POST", "/sdk/vim25/8.0.3.0/SessionManager//Login", 404, null },
        { "POST", "/sdk/vim25/8.0.3.0", 404, null },
        { "POST", "/sdk/vim25/", 404, null },
        { "POST", "/sdk/vim25", 404, null },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_is_wrong_is_a_fault_that_names_what_is(string path, string body, string fault, string named)
    {
        var session = await _service.JsonLoginAsync();

        var answer = await _service.JsonAsync(path, body, session);

        Assert.Equal((500, "application/json"), (answer.Status, answer.AnswerHeaders["Content-Type"]));
        var told = JsonNode.Parse(answer.AnswerBytes)!;
        Assert.Equal(fault, (string?)told["_typeName"]);
        Assert.Equal(["_typeName", "faultstring"], told.AsObject().Select(static member => member.Key).Take(2));
        Assert.Contains(named, fault == "InvalidArgument" ? (string)told["invalidProperty"]! : (string)told["faultstring"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Answer, StringComparison.Ordinal);
        Assert.Equal((string?)told["faultstring"], ((string?)told["faultstring"])!.Trim());
        await AssertAliveAsync(session);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task What_names_no_member_is_answered_by_a_status_alone(string method, string path, int status, string? allowed)
    {
        var session = await _service.JsonLoginAsync();

        var answer = await _service.SendJsonAsync(
            new TestExchange { Verb = method, Target = path, Body = Encoding.UTF8.GetBytes(ViJsonCall.Login) }.With(ViJsonCall.Session, session).With("Content-Type", "application/json"));

        Assert.Equal((status, ""), (answer.Status, answer.Answer));
        Assert.Equal(allowed, answer.AnswerHeaders.GetValueOrDefault("Allow"));
        Assert.Equal("0", answer.AnswerHeaders["Content-Length"]);
        Assert.DoesNotContain("Content-Type", answer.AnswerHeaders.Keys);
        await AssertAliveAsync(session);
    }

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("Application/JSON; charset=utf-8", true)]
    [InlineData("application/json; charset=\"UTF-8\"; x=y", true)]
    [InlineData(null, true)]
    [InlineData("application/x-www-form-urlencoded", false)]
    [InlineData("text/plain", false)]
    [InlineData("text/xml; charset=utf-8", false)]
    [InlineData("application/jsonp", false)]
    [InlineData("application/json; charset=utf-16", false)]
    [InlineData("", false)]
    public async Task A_body_has_to_be_said_to_be_json(string? contentType, bool isAccepted)
    {
        var answer = await _service.JsonAsync(Login, ViJsonCall.Login, change: exchange => exchange.With("Content-Type", contentType is null ? [] : [contentType]));

        Assert.Equal(isAccepted ? 200 : 415, answer.Status);
        Assert.Equal(isAccepted, answer.Answer.Length > 0);
    }

    [Fact]
    public async Task Two_content_types_are_none() =>
        Assert.Equal(415, (await _service.JsonAsync(Login, ViJsonCall.Login, change: static exchange => exchange.With("Content-Type", "application/json", "text/plain"))).Status);

    [Fact]
    public async Task A_call_without_a_body_needs_no_content_type()
    {
        var session = await _service.JsonLoginAsync();

        Assert.Equal(204, (await _service.JsonAsync("SessionManager/SessionManager/Logout", "", session, change: static exchange => exchange.With("Content-Type", "text/plain"))).Status);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task A_body_that_cannot_be_unpacked_is_refused(string encoding)
    {
        var answer = await _service.JsonAsync(Login, ViJsonCall.Login, change: exchange => exchange.With("Content-Encoding", encoding));

        Assert.Equal((500, "InvalidRequest"), (answer.Status, (string?)JsonNode.Parse(answer.AnswerBytes)!["_typeName"]));
    }

    /// <summary>The session is that of the header. The cookie of SOAP opens nothing here, so that one that disagrees changes nothing.</summary>
    [Fact]
    public async Task A_cookie_does_not_count_beside_or_without_the_header()
    {
        var cookie = await _service.LoginAsync("reader", "s3cret-R");
        var session = await _service.JsonLoginAsync();

        Assert.Contains(@"VSPHERE.LOCAL\\administrator", (await CurrentAsync(session, cookie)).Answer, StringComparison.Ordinal);
        Assert.Equal((204, ""), await StatusAsync(null, cookie));
        Assert.Equal((204, ""), await StatusAsync("0000000000000000000000000000000000000000", cookie));
        Assert.Equal((204, ""), await StatusAsync("", cookie));
        Assert.Equal((204, ""), await StatusAsync("\u00e9\"; x", cookie));
        await AssertAliveAsync(session);

        async Task<(int, string)> StatusAsync(string? header, string other)
        {
            var answer = await CurrentAsync(header, other);
            return (answer.Status, answer.Answer);
        }

        Task<TestExchange> CurrentAsync(string? header, string other) =>
            _service.JsonAsync("SessionManager/SessionManager/currentSession", session: header, change: exchange => exchange.With("Cookie", other));
    }

    [Fact]
    public async Task The_operator_is_told_the_reason_and_the_door()
    {
        await _service.JsonAsync("SessionManager/SessionManager/NoSuchMethod", "");
        await _service.JsonAsync(Login, "{");
        await _service.JsonAsync("/sdk/vim25/1/a/b/c", "");

        Assert.Equal(
            [
                ("vi-json", "NoSuchMethod", 404, null, "the release has no such type or member"),
                ("vi-json", "Login", 500, "InvalidRequest", "The request is not JSON: error at line 1, byte 2"),
                ("vi-json", "(none)", 404, null, "the release is not known"),
            ],
            _service.Calls.Select(static call => (call.Door, call.Operation, call.HttpStatus, call.FaultType, call.Reason)));
    }

    private async Task AssertAliveAsync(string session) =>
        Assert.Equal(200, (await _service.JsonAsync("SessionManager/SessionManager/currentSession", session: session)).Status);
}
