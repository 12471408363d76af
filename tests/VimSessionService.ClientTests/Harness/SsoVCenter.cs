using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace VimSessionService.ClientTests.Harness;

/// <summary>The service with a solution user, whose certificate and key the clients' scripts find.</summary>
public sealed class SsoVCenter : VCenter
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vimsession-sso-");

    /// <summary>Makes the solution user.</summary>
    public SsoVCenter()
    {
        Write("solution", "CN=solution");
        Write("unknown", "CN=unknown");
        var users = new JsonArray(new JsonObject
        {
            ["Name"] = Solution,
            ["Certificate"] = PathOf("solution.pem"),
            ["Role"] = "Admin",
            ["Groups"] = new JsonArray(@"vsphere.local\ActAsUsers"),
        });
        File.WriteAllText(PathOf("users.json"), new JsonObject { ["Users"] = users }.ToJsonString());
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Environment =>
    [
        .. base.Environment,
        new("VIM_STS_URL", StsUrl.ToString()),
        new("VIM_SOLUTION_CERT", PathOf("solution.pem")),
        new("VIM_SOLUTION_KEY", PathOf("solution.key")),
        new("VIM_UNKNOWN_CERT", PathOf("unknown.pem")),
        new("VIM_UNKNOWN_KEY", PathOf("unknown.key")),
    ];

    /// <summary>Where the security token service answers.</summary>
    public Uri StsUrl => new(Url, "/sts/STSService/vsphere.local");

    /// <summary>The certificate of the solution user <c>backup@vsphere.local</c>, with its key.</summary>
    public X509Certificate2 SolutionCertificate() => Load("solution");

    /// <summary>A certificate of nobody, with its key.</summary>
    public X509Certificate2 UnknownCertificate() => Load("unknown");

    /// <inheritdoc/>
    protected override bool IsBalancedByConnection => true;

    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments => ["--users-file", PathOf("users.json")];

    private static string Solution => "backup@vsphere.local";

    private X509Certificate2 Load(string name) => X509Certificate2.CreateFromPemFile(PathOf(name + ".pem"), PathOf(name + ".key"));

    private string PathOf(string name) => Path.Combine(_directory.FullName, name);

    private void Write(string name, string subject)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(string.Create(CultureInfo.InvariantCulture, $"{subject}, O=VimSessionService"), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(60));
        File.WriteAllText(PathOf(name + ".pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf(name + ".key"), key.ExportPkcs8PrivateKeyPem());
    }
}
