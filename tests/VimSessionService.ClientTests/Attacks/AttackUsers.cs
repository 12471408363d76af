using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.ClientTests.Attacks;

/// <summary>A users file with an administrator, a user who may only read, and users who have not logged in yet.</summary>
internal sealed class AttackUsers : IDisposable
{
    public const string Administrator = "Administrator@vsphere.local";
    public const string Lesser = "low@vsphere.local";
    public const string Password = "secret";

    private const int News = 200;
    private const int Iterations = 210_000;

    /// <summary>A hash, so that the first login of each user costs what it costs.</summary>
    private static readonly string Hash = string.Create(
        CultureInfo.InvariantCulture,
        $"pbkdf2-sha256${Iterations}${Convert.ToBase64String(new byte[16])}${Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2(Password, new byte[16], Iterations, HashAlgorithmName.SHA256, 32))}");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("attack-");

    public AttackUsers()
    {
        var text = new StringBuilder("{\"Users\":[");
        text.Append(CultureInfo.InvariantCulture, $$"""{"Name":"{{Administrator}}","PasswordHash":"{{Hash}}","Role":"Admin"},{"Name":"{{Lesser}}","PasswordHash":"{{Hash}}","Role":"ReadOnly"}""");
        for (var i = 0; i < News; i++)
            text.Append(',').Append(CultureInfo.InvariantCulture, $$"""{"Name":"{{New(i)}}","PasswordHash":"{{Hash}}","Role":"ReadOnly"}""");
        System.IO.File.WriteAllText(File, text.Append("]}").ToString());
    }

    public string File => Path.Combine(_directory.FullName, "users.json");

    /// <summary>The name of the i-th user who has not logged in yet.</summary>
    public static string New(int i) => string.Create(CultureInfo.InvariantCulture, $"new{i % News}@vsphere.local");

    public void Dispose() => _directory.Delete(recursive: true);
}
