using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using VimSessionService.RemoteUsers;
using VimSessionService.Storage;
using VimSessionService.Vapi.OpenId;

namespace VimSessionService.Tests.RemoteUsers;

/// <summary>The keys of an OpenID provider in a file (RFC 7517), which the operator replaces while the service runs.</summary>
public sealed class JwksFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Lines _log = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Keys_that_are_replaced_in_the_file_are_in_force_once_it_has_settled()
    {
        using var file = Open(Set(Key("old")));
        Assert.Equal(["old"], await IdsAsync(file));

        Write(Set(Key("new"), Key("next")));

        Assert.Equal(["new", "next"], await IdsAsync(file));
        Assert.Contains("2 keys", _log.Latest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_errors_leaves_the_former_keys_and_is_logged_with_the_reason()
    {
        using var file = Open(Set(Key("old")));

        Write("{ \"keys\": [");

        Assert.Equal(["old"], await IdsAsync(file));
        Assert.Contains("cannot be used: it is no set of keys in JSON (JWKS). Name a file with the keys of the provider.", _log.Latest, StringComparison.Ordinal);
    }

    /// <summary>A shared key would let everybody sign who can verify, and a private one is not meant to be here.</summary>
    [Fact]
    public async Task Only_public_keys_for_signatures_are_taken()
    {
        using var rsa = RSA.Create(2048);
        using var file = Open(Set(
            Key("signs"),
            """{"kty":"oct","kid":"shared","k":"c2VjcmV0"}""",
            Key("encrypts").Replace("\"sig\"", "\"enc\"", StringComparison.Ordinal),
            Key("private", rsa)));

        Assert.Equal(["signs"], await IdsAsync(file));
    }

    [Theory]
    [InlineData("", "it is no set of keys in JSON (JWKS)")]
    [InlineData("[]", "it is no set of keys in JSON (JWKS)")]
    [InlineData("{}", "it holds no public RSA or EC key for signatures")]
    [InlineData("""{"keys":[{"kty":"oct","kid":"shared","k":"c2VjcmV0"}]}""", "it holds no public RSA or EC key for signatures")]
    public void A_start_without_a_key_that_can_be_used_fails(string text, string reason) => Assert.Contains(
        $"--openid-jwks: '{PathOf}' cannot be used: {reason}.", Assert.Throws<StartupException>(() => Open(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_giant_is_refused() =>
        Assert.Contains("--openid-jwks", Assert.Throws<StartupException>(() => Open(new string(' ', JwksDocument.MostBytes + 1))).Message, StringComparison.Ordinal);

    private string PathOf => Path.Combine(_directory.Path, "keys.json");

    private JwksFile Open(string text) => new(_directory.Write("keys.json", text), _time, _log);

    /// <summary>Replaces the file and lets the looks pass that find it settled.</summary>
    private void Write(string text)
    {
        File.WriteAllText(PathOf, text);
        for (var i = 0; i < 3; i++)
            _time.Advance(WatchedFile.Tick);
    }

    private static async Task<IEnumerable<string>> IdsAsync(JwksFile file) =>
        (await file.GetAsync(isMissing: false, TestContext.Current.CancellationToken)).Select(static key => key.KeyId);

    private static string Set(params string[] keys) => $$"""{"keys":[{{string.Join(',', keys)}}]}""";

    private static string Key(string id, RSA? withPrivate = null)
    {
        using var made = RSA.Create(2048);
        var key = (withPrivate ?? made).ExportParameters(withPrivate is not null);
        var secret = key.D is { } d ? $",\"d\":\"{Base64UrlEncoder.Encode(d)}\"" : "";
        return $$"""{"kty":"RSA","use":"sig","kid":"{{id}}","n":"{{Base64UrlEncoder.Encode(key.Modulus)}}","e":"{{Base64UrlEncoder.Encode(key.Exponent)}}"{{secret}}}""";
    }

    private sealed class Lines : ILogger<JwksFile>
    {
        public string Latest { get; private set; } = "";

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Latest = formatter(state, exception);
    }
}
