using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.WebHooks.Tests;

public sealed class WebHookCredentialValidatorTests
{
    private const string Right = """{"allowed":true,"userName":"ada@example.com","fullName":"Ada Lovelace","groups":["EXAMPLE.COM\\operators","staff@example.com","local"]}""";

    private static readonly ClientInfo Client = new(IPAddress.Parse("192.0.2.7"), "govc/0.37");

    private static readonly FakeTimeProvider Time = new(DateTimeOffset.FromUnixTimeSeconds(1_764_369_600));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_right_password_gives_the_identity_that_the_web_hook_describes()
    {
        await using var server = await HookServer.AnsweringAsync(Right);

        var user = await AskAsync(server.Options);

        Assert.NotNull(user);
        Assert.Equal((@"EXAMPLE.COM\ada", "Ada Lovelace"), (user.UserName, user.FullName));
        Assert.Equal([@"EXAMPLE.COM\operators", @"EXAMPLE.COM\staff", "local"], user.Groups);
    }

    [Theory]
    [InlineData("ada", "ada")]
    [InlineData("ada@example.com", @"EXAMPLE.COM\ada")]
    [InlineData(@"localos\ada", "ada")]
    public async Task Without_names_in_the_answer_the_user_is_who_asked(string asked, string identity)
    {
        await using var server = await HookServer.AnsweringAsync("""{"allowed":true,"unknown":[1]}""");

        var user = await AskAsync(server.Options, asked);

        Assert.Equal((identity, identity), (user!.UserName, user.FullName));
        Assert.Empty(user.Groups);
    }

    [Fact]
    public async Task A_wrong_password_gives_nothing()
    {
        await using var server = await HookServer.AnsweringAsync("""{"allowed":false,"userName":"ada"}""");

        Assert.Null(await AskAsync(server.Options));
    }

    [Fact]
    public async Task The_request_is_JSON_signed_over_its_timestamp_its_id_and_its_body()
    {
        await using var server = await HookServer.AnsweringAsync(Right);

        await AskAsync(server.Options);
        await AskAsync(server.Options);

        var (request, other) = (server.Requests[0], server.Requests[1]);
        Assert.Equal(("POST", "/hook?code=hidden", "application/json"), (request.Method, request.Path, request.ContentType));
        using var body = JsonDocument.Parse(request.Body);
        using var expected = JsonDocument.Parse("""{"question":"authenticate","userName":"ada","password":"p\"ä","client":{"address":"192.0.2.7","userAgent":"govc/0.37"}}""");
        Assert.True(JsonElement.DeepEquals(expected.RootElement, body.RootElement), request.Body);
        Assert.Equal("1764369600", request.Headers["VimSession-Timestamp"]);
        var id = request.Headers["VimSession-Request-Id"];
        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.NotEqual(id, other.Headers["VimSession-Request-Id"]);
        Assert.Equal(HookServer.Sign($"v1\nrequest\n1764369600\n{id}\n{request.Body}"), request.Headers["VimSession-Signature"]);
    }

    [Theory]
    [InlineData("""{"allowed":"yes"}""", "not the JSON")]
    [InlineData("""{}""", "not the JSON")]
    [InlineData("""null""", "null")]
    [InlineData("", "not the JSON")]
    [InlineData("""{"allowed":false,"allowed":true}""", "not the JSON")]
    [InlineData("""{"allowed":true,"x":[[[[[[[[[[]]]]]]]]]]}""", "not the JSON")]
    [InlineData("""{"allowed":true,"groups":[null]}""", "groups")]
    [InlineData("""{"allowed":true,"groups":["EXAMPLE\\"]}""", "groups")]
    [InlineData("""{"allowed":true,"userName":""}""", "userName")]
    [InlineData("""{"allowed":true} more""", "not the JSON")]
    public async Task An_answer_that_is_not_as_documented_lets_nobody_in(string answer, string reason)
    {
        await using var server = await HookServer.AnsweringAsync(answer);

        Assert.Contains(reason, await FailAsync(server.Options), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(204)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task Any_status_but_200_lets_nobody_in_and_no_redirect_is_followed(int status)
    {
        await using var server = await HookServer.StartAsync(async (context, seen) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            if (status != 204)
                await HookServer.SignedAsync(context, seen, Right);
        });

        Assert.Contains($"status is {status}", await FailAsync(server.Options), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_answer_without_signature_lets_nobody_in()
    {
        await using var server = await HookServer.StartAsync((context, _) => context.Response.WriteAsync(Right, context.RequestAborted));

        Assert.Contains("not signed", await FailAsync(server.Options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_was_signed_for_another_request_lets_nobody_in()
    {
        var first = "";
        await using var server = await HookServer.StartAsync((context, seen) =>
        {
            if (first.Length == 0)
                first = seen.Headers["VimSession-Request-Id"];
            context.Response.Headers["VimSession-Signature"] = HookServer.Sign($"v1\nanswer\n{first}\n{Right}");
            return context.Response.WriteAsync(Right, context.RequestAborted);
        });

        Assert.NotNull(await AskAsync(server.Options));
        Assert.Contains("signature of its answer is wrong", await FailAsync(server.Options), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_is_too_large_is_not_read_to_its_end(bool withLength)
    {
        await using var server = await HookServer.StartAsync(async (context, _) =>
        {
            if (withLength)
                context.Response.ContentLength = 1L << 40;
            await context.Response.Body.WriteAsync(new byte[300_000], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted); // its end never comes
        });

        Assert.Contains("larger than 262144 bytes", await FailAsync(server.Options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_no_known_authority_issued_is_refused()
    {
        await using var server = await HookServer.AnsweringAsync(Right, tls: true);

        Assert.Contains("certificate", await FailAsync(server.Options), StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.NotNull(await AskAsync(server.Options with { Authorities = [server.Certificate!] }));
    }

    [Fact]
    public async Task Over_TLS_no_secret_is_needed()
    {
        await using var server = await HookServer.StartAsync((context, _) => context.Response.WriteAsync(Right, context.RequestAborted), tls: true);

        Assert.NotNull(await AskAsync(server.Options with { Authorities = [server.Certificate!], Secret = null }));
        Assert.DoesNotContain("VimSession-Signature", server.Requests[0].Headers.Keys);
    }

    [Fact]
    public async Task A_web_hook_that_is_not_there_is_named_without_the_secrets_of_its_URL()
    {
        Uri url;
        await using (var server = await HookServer.AnsweringAsync(Right))
            url = server.Url;

        var reason = await FailAsync(new WebHookOptions { Url = url, Secret = Encoding.UTF8.GetBytes(HookServer.Secret) });

        Assert.StartsWith($"the web hook http://127.0.0.1:{url.Port}/hook: ", reason, StringComparison.Ordinal);
        Assert.Contains("refused", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_question_is_given_up()
    {
        await using var server = await HookServer.StartAsync(static (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var validator = new WebHookCredentialValidator(server.Options, Time);
        using var gone = new CancellationTokenSource();

        var asking = validator.ValidateAsync("ada", "secret", Client, gone.Token).AsTask();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Theory]
    [InlineData("http://127.0.0.1/", null)]
    [InlineData("https://user:pass@127.0.0.1/", null)]
    [InlineData("ftp://127.0.0.1/", "a secret of the tests, long enough")]
    [InlineData("https://127.0.0.1/", "too short")]
    public void What_cannot_be_trusted_is_refused_at_once(string url, string? secret)
    {
        var options = new WebHookOptions { Url = new Uri(url), Secret = secret is null ? null : Encoding.UTF8.GetBytes(secret) };

        Assert.Throws<ArgumentException>(() => new WebHookCredentialValidator(options, Time));
    }

    private static async Task<UserIdentity?> AskAsync(WebHookOptions options, string userName = "ada")
    {
        using var validator = new WebHookCredentialValidator(options, Time);
        return await validator.ValidateAsync(userName, "p\"ä", Client, Cancel);
    }

    private static async Task<string> FailAsync(WebHookOptions options) => (await Assert.ThrowsAsync<WebHookException>(() => AskAsync(options))).Message;
}
