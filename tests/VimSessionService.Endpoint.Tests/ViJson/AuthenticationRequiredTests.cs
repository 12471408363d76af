using System.Text.Json.Nodes;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.ViJson;

/// <summary>AuthenticationRequired with challenges of every kind, as a step of the host's own may throw it (docs/facts/vi-json.md).</summary>
public sealed class AuthenticationRequiredTests
{
    /// <summary>Every error of the API with its status, and every member of a challenge with its parameter of the header.</summary>
    private static readonly (string Name, AuthenticationRequiredChallenge[] Challenges, int Status, string Header)[] All =
    [
        ("no error", [Bearer()], 401, "Bearer"),
        ("invalid_request", [Bearer("invalid_request")], 400, "Bearer error=\"invalid_request\""),
        ("invalid_token", [Bearer("invalid_token")], 401, "Bearer error=\"invalid_token\""),
        ("insufficient_scope", [Bearer("insufficient_scope")], 403, "Bearer error=\"insufficient_scope\""),
        ("registration_required", [Bearer("registration_required")], 401, "Bearer error=\"registration_required\""),
        (
            "every member",
            [new() { Scheme = "Bearer", Realm = "vc", Error = "registration_required", ErrorDescription = "Register it.", Ovl = "1", OidcConfigUrl = "https://vc.example.com/c" }],
            401,
            "Bearer realm=\"vc\",error=\"registration_required\",error_description=\"Register it.\",ovl=\"1\",oidc_config_url=\"https://vc.example.com/c\""),
        ("two schemes", [new() { Scheme = "Basic", Realm = "vc" }, Bearer("insufficient_scope")], 401, "Basic realm=\"vc\", Bearer error=\"insufficient_scope\""),
        ("none", [], 401, ""),
    ];

    public static TheoryData<string> Names => [.. All.Select(static each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task By_VI_JSON_it_is_a_status_a_header_and_the_fault(string name)
    {
        var (_, challenges, status, header) = All.Single(each => each.Name == name);
        using var service = NewService(challenges);

        var answer = await service.JsonAsync("SessionManager/SessionManager/defaultLocale", release: "9.1.0.0");

        Assert.Equal((status, header), (answer.Status, answer.AnswerHeaders.GetValueOrDefault("WWW-Authenticate", "")));
        var fault = JsonNode.Parse(answer.AnswerBytes)!;
        Assert.Equal("AuthenticationRequired", (string?)fault["_typeName"]);
        JsonNode?[] told = fault["authenticate"] is JsonArray array ? [.. array] : [];
        Assert.Equal(
            challenges.Select(static each => (each.Scheme, each.Realm, each.Error, each.ErrorDescription, each.Ovl, each.OidcConfigUrl)),
            told.Select(static each => ((string)each!["scheme"]!, (string?)each["realm"], (string?)each["error"], (string?)each["errorDescription"], (string?)each["ovl"], (string?)each["oidcConfigUrl"])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task By_SOAP_it_is_the_fault(string name)
    {
        var (_, challenges, _, _) = All.Single(each => each.Name == name);
        using var service = NewService(challenges);

        var answer = await service.CallAsync(TestService.Fetch("defaultLocale"), action: "urn:vim25/9.1.0.0");

        Assert.Equal(500, answer.Status);
        Assert.DoesNotContain("WWW-Authenticate", answer.AnswerHeaders.Keys);
        Assert.Contains("xsi:type=\"AuthenticationRequired\"", answer.Answer, StringComparison.Ordinal);
        Assert.Equal(challenges.Length, answer.Answer.Split("<authenticate>").Length - 1);
        foreach (var url in challenges.Select(static each => each.OidcConfigUrl).OfType<string>())
            Assert.Contains($"<oidcConfigUrl>{url}</oidcConfigUrl>", answer.Answer, StringComparison.Ordinal);
    }

    private static AuthenticationRequiredChallenge Bearer(string? error = null) => new() { Scheme = "Bearer", Error = error };

    private static TestService NewService(AuthenticationRequiredChallenge[] challenges) =>
        new(new EndpointOptions { Version = ApiVersion.V9_1_0_0 }, steps: [CallStages.Invoke.Before(new Refuse(challenges))]);

    private sealed class Refuse(AuthenticationRequiredChallenge[] challenges) : ICallStep<DecodedCall>
    {
        public ValueTask RunAsync(DecodedCall call, CancellationToken cancelled) =>
            throw new VimFaultException(new AuthenticationRequired { Authenticate = challenges }, "a step of the test");
    }
}
