using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.Certificates;
using VimSessionService.Options;
using VimSessionService.RemoteUsers;
using VimSessionService.Storage;
using VimSessionService.UsersFile;

namespace VimSessionService.Tests.UsersFile;

/// <summary>Random files in the place of those that an operator names are read or refused by name, and nothing else happens.</summary>
public sealed class RandomFileTests : IDisposable
{
    private const int Files = 3_000;
    private const int Seed = 20261128;

    private static readonly byte[] Users = """
        {
          "$schema": "x", // a comment
          "Users": [ { "Name": "alice", "Password": "x\u00e9\ud83d\ude00", "Role": "Admin", "Groups": ["a", "b"] }, { "Name": "bob", "PasswordHash": "none" } ],
          "Roles": [ { "Name": "r", "Privileges": ["System.View"] } ],
          "Permissions": [ { "Principal": "a", "Group": true, "Role": "r", "Propagate": false } ],
          "Extensions": [ { "Key": "com.example.a", "SubjectName": "CN=a" } ],
        }
        """u8.ToArray();

    private static readonly string[] Pieces = ["{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "1e999", "\\ud800", "\\udc00", "\uFEFF", "\0", "//", "/*", "*/", "\"Users\"", "\"Name\"", "\"\"", "{}", "[]", "[[[[[[[[[[[[[[[[[[[[", "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----", "-----BEGIN PRIVATE KEY-----"];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Users_files() => Try("users.json", Users, path =>
    {
        try
        {
            UsersFileReader.Read(path, new Accounts());
        }
        catch (UsersFileException refused)
        {
            Assert.StartsWith(path, refused.Message, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Configuration_files() => Try("config.json", """{ "listen": "127.0.0.1:0", "session-timeout": "30m", "Users": [ { "Name": "a", "Password": "x" } ], "Logging": { "LogLevel": { "Default": "x" } } }"""u8.ToArray(), path =>
    {
        var loaded = OptionsLoader.Load(new OptionSources
        {
            CommandLine = new Dictionary<string, string>(StringComparer.Ordinal) { ["config"] = path },
            Environment = new Dictionary<string, string>(StringComparer.Ordinal),
            WorkingDirectory = null,
        });

        // A file that reads well may hold options that contradict each other, which are told by their names.
        Assert.All(loaded.Errors, error => Assert.True(error.Contains(path, StringComparison.Ordinal) || error.StartsWith("--", StringComparison.Ordinal), error));
    });

    [Fact]
    public void Trusted_certificates() => Try("trusted.pem", Encoding.ASCII.GetBytes(Pem()), path =>
    {
        try
        {
            using var file = new TrustedStsFile(path, TimeProvider.System, NullLogger<TrustedStsFile>.Instance);
            Assert.NotEmpty(file.Certificates);
        }
        catch (StartupException refused)
        {
            Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Keys_of_an_OpenID_provider() => Try("keys.json", """{"keys":[{"kty":"EC","crv":"P-256","kid":"a","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"},{"kty":"oct","k":"AA"}]}"""u8.ToArray(), path =>
    {
        try
        {
            using var file = new JwksFile(path, TimeProvider.System, NullLogger<JwksFile>.Instance);
        }
        catch (StartupException refused)
        {
            Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        }
    });

    /// <summary>What the service itself keeps in its data directory, and finds changed.</summary>
    [Fact]
    public void Files_of_the_data_directory()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        var data = DataDirectory.Open(_directory.Path, environment);
        Try("admin.json", """{"Url":"http://127.0.0.1:8990/admin/v1","Token":"0123456789abcdef","ProcessId":1}"""u8.ToArray(), _ => AdminFile.Read(data));
        Try("instance-uuid", "0b1c7a5e-4f5d-4c8e-9a35-0d3c4c9f1e11\n"u8.ToArray(), _ => Assert.NotEqual(Guid.Empty, InstanceIdentity.Of(null, data)));
    }

    [Fact]
    public void Certificates_of_the_server() => Try("server.pem", Encoding.ASCII.GetBytes(Pem()), path =>
    {
        try
        {
            CertificateFiles.Load(path, null, null).Dispose();
        }
        catch (StartupException refused)
        {
            Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Authorities_of_extensions() => Try("ca.pem", Encoding.ASCII.GetBytes(Pem()), path =>
    {
        try
        {
            Assert.NotEmpty(ExtensionCertificates.ReadAuthorities(path));
        }
        catch (StartupException refused)
        {
            Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        }
    });

    private void Try(string name, byte[] sound, Action<string> read)
    {
        var random = new Random(Seed);
        var path = Path.Combine(_directory.Path, name);
        for (var i = 0; i < Files; i++)
        {
            var bytes = i % 5 == 0 ? Make(random) : Mutate(random, sound);
            File.WriteAllBytes(path, bytes);
            try
            {
                read(path);
            }
            catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"file {i} of seed {Seed}: {failure}\n{Encoding.Latin1.GetString(bytes)}");
            }
        }
    }

    /// <summary>Bytes or pieces in any order.</summary>
    private static byte[] Make(Random random)
    {
        if (random.Next(2) == 0)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            return bytes;
        }

        return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Pieces[random.Next(Pieces.Length)])));
    }

    /// <summary>One to four changes: bytes replaced, a piece put in, a part taken out or doubled, the end cut off.</summary>
    private static byte[] Mutate(Random random, byte[] sound)
    {
        List<byte> bytes = [.. sound];
        for (var changes = random.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var length = random.Next(Math.Min(40, bytes.Count - at) + 1);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    private static string Pem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }
}
