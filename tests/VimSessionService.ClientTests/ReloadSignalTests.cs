using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>SIGHUP makes the service read its files at once, whether they have changed or not, and go on.</summary>
public sealed class ReloadSignalTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vimsession-reload-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_users_file_the_trusted_certificates_and_the_keys_of_the_provider_are_read_at_a_hang_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=Other service", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var trusted = Write("trusted.pem", certificate.ExportCertificatePem());
        var users = Write("users.json", """{ "Users": [ { "Name": "alice", "Password": "secret", "Role": "Admin" } ] }""");
        var keys = Write("keys.json", Keys(key));
        await using var service = await ServiceProcess.StartAsync(
            ["--tls", "false", "--users-file", users, "--trusted-sts", trusted, "--openid-issuer", "https://idp.example.com", "--openid-jwks", keys], [], patience.Token);

        foreach (var times in new[] { 1, 2 })
        {
            await service.SignalAsync("HUP", patience.Token);
            while (await ReadAgainAsync(users) < times || await ReadAgainAsync(trusted) < times || await ReadAgainAsync(keys) < times)
                patience.Token.ThrowIfCancellationRequested();
        }

        async Task<int> ReadAgainAsync(string path) =>
            (await service.ReadLogAsync(patience.Token)).Count(line => line.Contains($"{path} read again", StringComparison.Ordinal));
    }

    private static string Keys(RSA key)
    {
        var numbers = key.ExportParameters(includePrivateParameters: false);
        return $$"""{ "keys": [ { "kty": "RSA", "use": "sig", "kid": "1", "n": "{{Base64Url.EncodeToString(numbers.Modulus)}}", "e": "{{Base64Url.EncodeToString(numbers.Exponent)}}" } ] }""";
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
