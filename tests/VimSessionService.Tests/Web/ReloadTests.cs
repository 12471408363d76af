using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Admin.Files;
using VimSessionService.Admin.Listening;
using VimSessionService.AdminClient;
using VimSessionService.AdminClient.Problems;
using VimSessionService.Certificates;
using VimSessionService.Core.Directory;
using VimSessionService.Options;
using VimSessionService.RemoteUsers;
using VimSessionService.Storage;
using VimSessionService.Web;

namespace VimSessionService.Tests.Web;

/// <summary><c>POST /admin/v1/reload</c> reads the files of the options at once, all of them or none.</summary>
public sealed class ReloadTests : IDisposable
{
    private const string Token = "0123456789abcdef";
    private const string Alice = """{ "Users": [ { "Name": "alice", "Password": "x", "Role": "ReadOnly" } ] }""";
    private const string AliceAndBob = """{ "Users": [ { "Name": "alice", "Password": "x", "Role": "ReadOnly" }, { "Name": "bob", "Password": "x", "Groups": ["staff"] } ], "Permissions": [ { "Principal": "staff", "Group": true, "Role": "Admin" } ] }""";

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_changed_users_file_is_in_force_when_the_answer_comes()
    {
        var path = _directory.Write("users.json", Alice);
        await using var app = await StartAsync(path);
        using var api = ClientOf(app);
        _directory.Write("users.json", AliceAndBob);

        var result = await api.ReloadFilesAsync(Cancelled);

        Assert.NotNull(app.Services.GetRequiredService<AccountDirectory>().Find("bob"));
        var file = Assert.Single(result.Files);
        Assert.Equal(("--users-file", path), (file.Option, file.Path));
        Assert.Equal([("extensions", 0), ("permissions", 1), ("roles", 0), ("users", 2)], file.Counts.Select(static count => (count.Key, count.Value)).Order());
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task What_looks_like_a_mistake_is_in_the_answer()
    {
        await using var app = await StartAsync(_directory.Write("users.json", Alice));
        using var api = ClientOf(app);
        var path = _directory.Write("users.json", """{ "Users": [ { "Name": "alice", "Password": "x" } ] }""");

        var warning = Assert.Single((await api.ReloadFilesAsync(Cancelled)).Warnings);

        Assert.StartsWith($"{path}, line 1, column 14: ", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_is_refused_with_its_place_and_changes_nothing()
    {
        await using var app = await StartAsync(_directory.Write("users.json", Alice));
        using var api = ClientOf(app);
        var path = _directory.Write("users.json", "{\n  \"Users\": [ { \"Name\": \"bob\", \"Password\": hunter2 } ]\n}");

        var refused = (await Assert.ThrowsAsync<AdminApiException>(() => api.ReloadFilesAsync(Cancelled))).Problem;

        Assert.Equal((409, "urn:vimsession:problem:file-refused", $"{path}, line 2, column 43: this is not JSON. Correct it there."), (refused.Status, refused.Type, refused.Detail));
        Assert.NotNull(app.Services.GetRequiredService<AccountDirectory>().Find("alice"));
        Assert.Null(app.Services.GetRequiredService<AccountDirectory>().Find("bob"));
    }

    [Fact]
    public async Task A_service_without_files_says_which_options_name_some()
    {
        await using var app = await StartAsync(null);
        using var api = ClientOf(app);

        var refused = (await Assert.ThrowsAsync<AdminApiException>(() => api.ReloadFilesAsync(Cancelled))).Problem;

        Assert.Equal((409, "urn:vimsession:problem:no-file"), (refused.Status, refused.Type));
        Assert.Contains("--users-file, --trusted-sts and --openid-jwks", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_needs_the_token()
    {
        await using var app = await StartAsync(_directory.Write("users.json", Alice));
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token + "x");

        using var answer = await http.PostAsync(new Uri(UrlOf(app) + "/reload"), null, Cancelled);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Trusted_certificates_and_keys_are_read_too_and_a_bad_one_keeps_the_others_as_they_were()
    {
        using var key = RSA.Create(2048);
        using var trusted = new TrustedStsFile(_directory.Write("sts.pem", Pem(key, "CN=one")), _time, NullLogger<TrustedStsFile>.Instance);
        using var keys = new JwksFile(_directory.Write("keys.json", Jwks(key, "1")), _time, NullLogger<JwksFile>.Instance);
        await using var app = await StartAsync(_directory.Write("users.json", Alice), settings => settings with { TrustedSts = trusted, OpenIdKeys = keys });
        using var api = ClientOf(app);
        _directory.Write("users.json", AliceAndBob);
        _directory.Write("sts.pem", Pem(key, "CN=one") + "\n" + Pem(key, "CN=two"));
        _directory.Write("keys.json", "{}");

        var refused = (await Assert.ThrowsAsync<AdminApiException>(() => api.ReloadFilesAsync(Cancelled))).Problem;

        Assert.StartsWith("--openid-jwks: ", refused.Detail, StringComparison.Ordinal);
        Assert.Null(app.Services.GetRequiredService<AccountDirectory>().Find("bob"));
        Assert.Single(trusted.Certificates);

        _directory.Write("keys.json", Jwks(key, "1", "2", "3"));
        var result = await api.ReloadFilesAsync(Cancelled);

        Assert.Equal(["--users-file", "--trusted-sts", "--openid-jwks"], result.Files.Select(static file => file.Option));
        Assert.Equal((2, 3), (result.Files[1].Counts["certificates"], result.Files[2].Counts["keys"]));
        Assert.NotNull(app.Services.GetRequiredService<AccountDirectory>().Find("bob"));
        Assert.Equal(2, trusted.Certificates.Count);
        Assert.Equal(3, (await keys.GetAsync(isMissing: false, Cancelled)).Count);
    }

    [Fact]
    public async Task A_reading_that_hangs_is_refused_after_ten_seconds_and_comes_into_force_when_it_ends()
    {
        using var begun = new ManualResetEventSlim();
        using var open = new ManualResetEventSlim();
        var inForce = new TaskCompletionSource();
        using var files = new ReloadableFiles(
            [() =>
            {
                begun.Set();
                open.Wait(Cancelled);
                return new PreparedFile("--users-file", "users.json", new Dictionary<string, int>(StringComparer.Ordinal), () => inForce.TrySetResult());
            }],
            _time);

        var reload = files.ReloadAsync(Cancelled);
        begun.Wait(Cancelled);
        _time.Advance(ReloadableFiles.MaxWait);

        Assert.Contains("after 10 s", (await Assert.ThrowsAsync<FileRefusedException>(() => reload)).Message, StringComparison.Ordinal);
        var next = files.ReloadAsync(Cancelled);
        Assert.False(next.IsCompleted);
        open.Set();
        await inForce.Task;
        Assert.Equal("users.json", Assert.Single((await next).Files).Path);
    }

    [Fact]
    public void A_reading_that_began_earlier_does_not_replace_a_later_one()
    {
        var order = new ReadingOrder();
        var inForce = "none";
        var (early, late) = (order.Begin(), order.Begin());

        order.Apply(late, () => inForce = "late");
        order.Apply(early, () => inForce = "early");

        Assert.Equal("late", inForce);
    }

    private static async Task<WebApplication> StartAsync(string? usersFile, Func<HostParts, HostParts>? change = null)
    {
        var options = new ServiceOptions();
        options.Accounts.UsersFile = usersFile;
        var settings = TestHost.Settings(options) with { Admin = new AdminApiAccess(new AdminListen(IPAddress.Loopback, 0), "127.0.0.1", Token, []) };
        var app = TestHost.Build(change is null ? settings : change(settings));
        await app.StartAsync(Cancelled);
        return app;
    }

    private static Uri UrlOf(WebApplication app) => app.Services.GetRequiredService<AdminListener>().Url!;

    private static AdminApiClient ClientOf(WebApplication app) => new(UrlOf(app), Token);

    private static string Pem(RSA key, string subject)
    {
        using var certificate = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return certificate.ExportCertificatePem();
    }

    private static string Jwks(RSA key, params string[] ids)
    {
        var numbers = key.ExportParameters(includePrivateParameters: false);
        var (n, e) = (Base64Url.EncodeToString(numbers.Modulus), Base64Url.EncodeToString(numbers.Exponent));
        return $$"""{ "keys": [ {{string.Join(", ", ids.Select(id => $$"""{ "kty": "RSA", "use": "sig", "kid": "{{id}}", "n": "{{n}}", "e": "{{e}}" }"""))}} ] }""";
    }
}
