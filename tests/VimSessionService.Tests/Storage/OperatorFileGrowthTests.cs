using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Options;
using VimSessionService.Storage;
using VimSessionService.Testing;
using VimSessionService.UsersFile;

namespace VimSessionService.Tests.Storage;

/// <summary>Reading a file of the operator takes time in proportion to the file, whatever there is much of in it.</summary>
[Collection(AloneCollection.Name)]
public sealed class OperatorFileGrowthTests : IDisposable
{
    /// <summary>With more entries collections of garbage weigh more on the larger file than on the smaller one.</summary>
    private static readonly Dictionary<string, (int N, Func<int, string> Json)> UsersFiles = new(StringComparer.Ordinal)
    {
        ["extensions"] = (500, n => List("Extensions", n, i => $$"""{"Key":"com.example.e{{i}}","SubjectName":"CN=e{{i}}"}""")),
        ["groups of a user"] = (3_000, n => $$"""{"Users":[{"Name":"a","Password":"x","Role":"Admin","Groups":[{{Items(n, i => $"\"g{i}\"")}}]}]}"""),
        ["privileges of a role"] = (3_000, n => $$"""{"Roles":[{"Name":"a","Privileges":[{{Items(n, _ => "\"System.View\"")}}]}]}"""),
        ["unknown privileges of a role"] = (1_000, n => $$"""{"Roles":[{"Name":"a","Privileges":[{{Items(n, i => $"\"P.{i}\"")}}]}]}"""),
        ["permissions of unknown users"] = (500, n => List("Permissions", n, i => $$"""{"Principal":"nobody{{i}}","Role":"Admin"}""")),
        ["permissions of groups"] = (500, n => $$"""{"Users":[{"Name":"a","Password":"x","Groups":["b"]}],{{List("Permissions", n, i => $$"""{"Principal":"g{{i}}","Group":true,"Role":"Admin"}""")[1..]}}"""),
        ["users without a permission"] = (500, n => List("Users", n, i => $$"""{"Name":"u{{i}}","Password":"x","Groups":["g{{i}}"]}""")),
        ["users of one name"] = (500, n => List("Users", n, _ => """{"Name":"u","Password":"x","Role":"Admin"}""")),
        ["users of unknown roles"] = (500, n => List("Users", n, i => $$"""{"Name":"u{{i}}","Password":"x","Role":"r{{i}}"}""")),
        ["characters of a name"] = (100_000, n => List("Users", 1, _ => $$"""{"Name":"{{new string('u', n)}}","Password":"x"}""")),
        ["characters of a password"] = (100_000, n => List("Users", 1, _ => $$"""{"Name":"u","Password":"{{new string('x', n)}}","Role":"Admin"}""")),
        ["characters of a role"] = (100_000, n => List("Users", 1, _ => $$"""{"Name":"u","Password":"x","Role":"{{new string('r', n)}}"}""")),
        ["characters of an unknown field"] = (100_000, n => List("Users", 1, _ => $$"""{"{{new string('n', n)}}":"u"}""")),
        ["escapes in a text"] = (30_000, n => List("Users", 1, _ => $$"""{"Name":"u","Password":"{{Repeat(n, _ => "\\u0041")}}","Role":"Admin"}""")),
        ["comments"] = (20_000, n => "{" + Repeat(n, _ => "// a\n/* b */") + "}"),
        ["white space"] = (200_000, n => "{" + new string('\n', n) + "}"),
        ["lines before an error"] = (100_000, n => "{" + new string('\n', n) + "x}"),
        ["brackets"] = (100_000, n => "{\"Users\":" + new string('[', n)),
        ["unknown lists"] = (20_000, n => "{" + Items(n, i => $"\"a{i}\":1") + "}"),
    };

    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Names => [.. UsersFiles.Keys];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_users_file(string what) => AssertLinear(what, n => Write(n, UsersFiles[what].Json(n)), ReadUsers, UsersFiles[what].N);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_configuration_file(string what) => AssertLinear(
        what,
        n => Write(n, UsersFiles[what].Json(n)),
        static path => OptionsLoader.Load(new OptionSources { CommandLine = new Dictionary<string, string> { ["config"] = path } }),
        UsersFiles[what].N);

    [Fact]
    public void Options_of_the_environment()
    {
        Growth.AssertLinear("variables", Variables, Read, 1_000);
        Growth.AssertLinearMemory("variables", Variables, Read, 1_000);

        static void Read(Dictionary<string, string> variables) => OptionsLoader.Load(new OptionSources { Environment = variables });

        static Dictionary<string, string> Variables(int n) => Enumerable.Range(0, n).ToDictionary(static i => $"VIMSESSION_USERS__{i}__NAME", static i => $"u{i}")
            .Concat(Enumerable.Range(0, n).Select(static i => KeyValuePair.Create($"VIMSESSION_A{i}", "x"))).ToDictionary();
    }

    [Theory]
    [InlineData("certificates", 60)]
    [InlineData("other things", 2_000)]
    [InlineData("beginnings", 5_000)]
    [InlineData("dashes", 100_000)]
    [InlineData("characters of a certificate", 200_000)]
    public void A_file_of_certificates(string what, int n)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=a", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var pem = certificate.ExportCertificatePem() + "\n";
        AssertLinear(what, size => Write(size, Pem(size)), ReadCertificates, n);

        string Pem(int size) => what switch
        {
            "certificates" => Repeat(size, _ => pem),
            "other things" => Repeat(size, _ => "-----BEGIN A-----\nAAAA\n-----END A-----\n"),
            "beginnings" => Repeat(size, _ => "-----BEGIN CERTIFICATE-----\n"),
            "dashes" => new string('-', size),
            _ => $"-----BEGIN CERTIFICATE-----\n{new string('A', size)}\n-----END CERTIFICATE-----\n",
        };
    }

    /// <summary>The time grows no faster than the file, and the memory is a fixed multiple of it.</summary>
    private static void AssertLinear(string what, Func<int, string> write, Action<string> read, int n)
    {
        Growth.AssertLinear(what, write, read, n);
        var large = write(4 * n);
        Growth.AssertMemory(what, new FileInfo(large).Length, 120, () => read(large), constant: 1_000_000); // each value is kept with its place for messages
    }

    private static void ReadUsers(string path)
    {
        try
        {
            UsersFileReader.Load(path, new Accounts());
        }
        catch (UsersFileException)
        {
            // To refuse must not cost more either.
        }
    }

    private static void ReadCertificates(string path)
    {
        try
        {
            foreach (var certificate in PemFile.ReadCertificates(path))
                certificate.Dispose();
        }
        catch (OperatorFileException)
        {
            // To refuse must not cost more either.
        }
    }

    private string Write(int n, string content) => _directory.Write($"file-{n}", content);

    private static string List(string name, int n, Func<int, string> entry) => $$"""{"{{name}}":[{{Items(n, entry)}}]}""";

    private static string Items(int n, Func<int, string> item) => string.Join(',', Enumerable.Range(0, n).Select(item));

    private static string Repeat(int n, Func<int, string> part) => string.Concat(Enumerable.Range(0, n).Select(part));
}
