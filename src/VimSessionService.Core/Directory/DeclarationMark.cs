using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.Core.Directory;

/// <summary>Which accounts, by their names, roles, permissions and extensions configuration declares: by it a replica sees whether another has declared the same.</summary>
internal sealed class DeclarationMark
{
    private readonly DirectoryDeclaration? _declared;

    private DeclarationMark(DirectoryDeclaration? declared, string? text)
    {
        _declared = declared;
        Text = text!;
    }

    /// <summary>That of no declaration.</summary>
    public static DeclarationMark None { get; } = new(null, "");

    /// <summary>The mark as text; the same for declarations of the same.</summary>
    public string Text => field ??= Compute(_declared!);

    /// <summary>That of a declaration, which is computed when it is needed.</summary>
    public static DeclarationMark Of(DirectoryDeclaration declared) => new(declared, null);

    /// <summary>That of a text.</summary>
    public static DeclarationMark Parse(string text) => new(null, text);

    private static string Compute(DirectoryDeclaration declared)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var account in declared.Accounts)
            Add(["account", account.Name.Canonical.Display]);
        foreach (var (name, privileges) in declared.Roles)
            Add(["role", name, .. privileges]);
        foreach (var (principal, isGroup, role, propagate) in declared.Permissions)
            Add(["permission", principal.Display, isGroup ? "group" : "user", role, propagate ? "propagate" : ""]);
        foreach (var (description, role, certificate) in declared.Extensions)
        {
            Add(
            [
                "extension", description.Key, description.Description.Label, description.Description.Summary, description.Version, description.Company ?? "",
                description.SubjectName ?? "", role ?? "", certificate?.ToString() ?? "",
            ]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(string[] parts)
        {
            foreach (var part in parts)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(part));
                hash.AppendData([0]);
            }

            hash.AppendData([1]);
        }
    }
}
