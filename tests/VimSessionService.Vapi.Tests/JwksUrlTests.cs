using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core;
using VimSessionService.Vapi.OpenId;

namespace VimSessionService.Vapi.Tests;

/// <summary>The keys at a URL of an OpenID provider: when they are read, and what becomes of them when they cannot be.</summary>
public sealed class JwksUrlTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Answers _answers = new();
    private readonly HttpClient _client;
    private readonly JwksUrl _keys;

    public JwksUrlTests()
    {
        _client = new HttpClient(_answers);
        _keys = new JwksUrl(new Uri("https://id.example.com/jwks"), _client, _time, NullLogger<JwksUrl>.Instance);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _client.Dispose();
        _answers.Dispose();
    }

    [Fact]
    public async Task Keys_are_read_once_and_kept()
    {
        _answers.Content = Set("k1");

        for (var i = 0; i < 3; i++)
            Assert.Equal(["k1"], await ReadAsync(isMissing: false));

        Assert.Equal(1, _answers.Requests);
    }

    [Fact]
    public async Task A_new_key_is_found_when_a_token_has_it_but_not_more_often_than_the_pause()
    {
        _answers.Content = Set("k1");
        await ReadAsync(isMissing: false);
        _answers.Content = Set("k1", "k2");

        Assert.Equal(["k1"], await ReadAsync(isMissing: true));
        _time.Advance(JwksUrl.Pause);
        Assert.Equal(["k1", "k2"], await ReadAsync(isMissing: true));
        for (var i = 0; i < 100; i++)
            await ReadAsync(isMissing: true);

        Assert.Equal(2, _answers.Requests);
    }

    [Fact]
    public async Task A_key_that_the_provider_has_withdrawn_is_gone()
    {
        _answers.Content = Set("k1");
        await ReadAsync(isMissing: false);
        _answers.Content = Set("k2");
        _time.Advance(JwksUrl.Pause);

        Assert.Equal(["k2"], await ReadAsync(isMissing: true));
    }

    public static TheoryData<string> Problems => new("unreachable", "too slow", "an error", "no JSON", "no keys", "a shared key");

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task Keys_that_cannot_be_read_leave_those_that_are_known(string problem)
    {
        _answers.Content = Set("k1");
        await ReadAsync(isMissing: false);
        _answers.Break(problem);
        _time.Advance(JwksUrl.Pause);

        Assert.Equal(["k1"], await ReadAsync(isMissing: true));
        Assert.Equal(2, _answers.Requests);
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task Without_any_key_the_service_is_not_available_until_the_next_reading(string problem)
    {
        _answers.Break(problem);
        await Assert.ThrowsAsync<ServiceBusyException>(() => ReadAsync(isMissing: false));
        _answers.Break("nothing");
        _answers.Content = Set("k1");

        await Assert.ThrowsAsync<ServiceBusyException>(() => ReadAsync(isMissing: false));
        _time.Advance(JwksUrl.Pause);
        Assert.Equal(["k1"], await ReadAsync(isMissing: false));
        Assert.Equal(2, _answers.Requests);
    }

    [Fact]
    public async Task Many_tokens_at_once_cause_one_reading()
    {
        _answers.Content = Set("k1");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReadAsync(isMissing: true)));

        Assert.Equal(1, _answers.Requests);
    }

    private static string Set(params string[] ids)
    {
        using var key = RSA.Create(2048);
        var parameters = key.ExportParameters(includePrivateParameters: false);
        var keys = ids.Select(id => $$"""{"kty":"RSA","kid":"{{id}}","n":"{{System.Buffers.Text.Base64Url.EncodeToString(parameters.Modulus)}}","e":"AQAB"}""");
        return $$"""{"keys":[{{string.Join(',', keys)}}]}""";
    }

    private async Task<string[]> ReadAsync(bool isMissing) =>
        [.. (await _keys.GetAsync(isMissing, TestContext.Current.CancellationToken)).Select(static key => key.KeyId)];

    /// <summary>The provider.</summary>
    private sealed class Answers : HttpMessageHandler
    {
        private int _requests;
        private Exception? _failure;
        private HttpStatusCode _status = HttpStatusCode.OK;

        public int Requests => _requests;

        public string Content { get; set; } = "";

        public void Break(string problem)
        {
            _failure = problem switch { "unreachable" => new HttpRequestException("connection refused"), "too slow" => new TaskCanceledException(), _ => null };
            _status = problem == "an error" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK;
            Content = problem switch { "no keys" => """{"keys":[]}""", "a shared key" => """{"keys":[{"kty":"oct","k":"AAAA"}]}""", _ => "<html>" };
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _requests);
            return _failure is { } failure
                ? Task.FromException<HttpResponseMessage>(failure)
                : Task.FromResult(new HttpResponseMessage(_status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Content)) });
        }
    }
}
