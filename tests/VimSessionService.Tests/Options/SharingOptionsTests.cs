using VimSessionService.Options;

namespace VimSessionService.Tests.Options;

/// <summary>The options of the OpenID provider and of the shared session: what is given wrong is an error that says what to do.</summary>
public sealed class SharingOptionsTests : IDisposable
{
    private const string Token = "0123456789abcdef";
    private const string Keys = "https://id.example/keys";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_provider_and_a_shared_session_are_read_whole_and_the_secret_does_not_show()
    {
        var loaded = Load(
            "openid-issuer=https://id.example", "openid-jwks=" + Keys, "openid-audience=a,b", "openid-user-claim=sub", "openid-group-claim=roles",
            "shared-session-path=/shared", "shared-session-token=" + Token, "shared-session-user=svc@vsphere.local");
        Assert.Empty(loaded.Errors);
        Assert.Equal(
            new OpenIdProviderOptions { OpenidIssuer = "https://id.example", OpenidJwks = Keys, OpenidAudience = "a,b", OpenidUserClaim = "sub", OpenidGroupClaim = "roles" },
            loaded.Options.OpenId);
        Assert.Equal(("/shared", Token, "svc@vsphere.local"), (loaded.Options.SharedSession.SharedSessionPath, loaded.Options.SharedSession.SharedSessionToken, loaded.Options.SharedSession.SharedSessionUser));
        Assert.DoesNotContain(Token, loaded.Options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_in_a_file_too()
    {
        Assert.Empty(Load("openid-issuer=https://id.example", "openid-jwks=" + _directory.Write("keys.json", "{}")).Errors);
        Assert.Empty(Load("openid-issuer=https://id.example", "openid-jwks=http://127.0.0.1:9/keys").Errors);
    }

    [Theory]
    [InlineData("--openid-issuer and --openid-jwks belong together: the issuer of the tokens, and its keys. Give both, or leave both out.", "openid-issuer=https://id.example")]
    [InlineData("--openid-issuer and --openid-jwks belong together: the issuer of the tokens, and its keys. Give both, or leave both out.", "openid-jwks=" + Keys)]
    [InlineData("--openid-ca and --openid-audience are for an OpenID provider. Name it with --openid-issuer, or leave them out.", "openid-audience=a")]
    [InlineData("--openid-issuer: an ESX host has no logins by access token. Leave out --openid-issuer or --esx.", "openid-issuer=https://id.example", "openid-jwks=" + Keys, "esx=true")]
    [InlineData("--openid-jwks: over http anybody could answer in the provider's place. Use https, or name a file with the keys.", "openid-issuer=https://id.example", "openid-jwks=http://id.example/keys")]
    [InlineData("--openid-jwks: a user name in the URL is not used. Leave it out.", "openid-issuer=https://id.example", "openid-jwks=https://me@id.example/keys")]
    [InlineData("--openid-jwks: '/nowhere' cannot be read: it does not exist. Name a file that exists and that this user may read.", "openid-issuer=https://id.example", "openid-jwks=/nowhere")]
    [InlineData("--openid-ca: '/nowhere' cannot be read: it does not exist. Name a file that exists and that this user may read.", "openid-issuer=https://id.example", "openid-jwks=" + Keys, "openid-ca=/nowhere")]
    [InlineData("--openid-user-claim and --openid-group-claim name a claim of the tokens. Leave them out for upn and groups.", "openid-user-claim=")]
    [InlineData("--shared-session-path: '/sdk' is not a path to serve, or one that the service serves itself. Write a path of letters, digits, '-', '_' and '.', such as /shared-session.", "shared-session-path=/sdk", "shared-session-token=" + Token)]
    [InlineData("--shared-session-path: 'shared' is not a path to serve, or one that the service serves itself. Write a path of letters, digits, '-', '_' and '.', such as /shared-session.", "shared-session-path=shared", "shared-session-token=" + Token)]
    [InlineData("--shared-session-token, --shared-session-token-file and --shared-session-user are for the endpoint of shared sessions. Name its path with --shared-session-path, or leave them out.", "shared-session-user=svc")]
    [InlineData("--shared-session-path needs the secret that clients show: give it with --shared-session-token-file or --shared-session-token.", "shared-session-path=/shared")]
    [InlineData("--shared-session-token has fewer than 16 characters. Make one with: openssl rand -hex 32", "shared-session-path=/shared", "shared-session-token=0123456789abcde")]
    [InlineData("--shared-session-token-file: '/nowhere' cannot be read: it does not exist. Name a file that exists and that this user may read.", "shared-session-path=/shared", "shared-session-token-file=/nowhere")]
    public void What_does_not_fit_is_an_error(string error, params string[] given) => Assert.Equal(error, Assert.Single(Load(given).Errors));

    [Fact]
    public void Two_secrets_are_an_error() => Assert.Equal(
        "--shared-session-token: --shared-session-token-file names a secret too. Leave out one of the two.",
        Assert.Single(Load("shared-session-path=/shared", "shared-session-token=" + Token, "shared-session-token-file=" + _directory.Write("token", Token)).Errors));

    private LoadedOptions Load(params string[] given) => OptionsLoader.Load(new OptionSources
    {
        CommandLine = given.ToDictionary(static option => option[..option.IndexOf('=', StringComparison.Ordinal)], static option => option[(option.IndexOf('=', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal),
        Environment = new Dictionary<string, string>(StringComparer.Ordinal),
        WorkingDirectory = _directory.Path,
    });
}
