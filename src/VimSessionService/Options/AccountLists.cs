using System.Globalization;

namespace VimSessionService.Options;

/// <summary>
/// The lists of users, roles, permissions and extensions, declared once: which fields their entries have, in JSON files and as configuration
/// keys such as <c>Users:0:Groups:1</c>.
/// </summary>
internal static class AccountLists
{
    /// <summary>The name by which a JSON file refers to its schema, for editors.</summary>
    public const string SchemaKey = "$schema";

    private static readonly AccountList<UserEntry> Users = new("Users", [
        AccountField<UserEntry>.Text("Name", static (user, value) => user.Name = value ?? ""),
        AccountField<UserEntry>.Text("Password", static (user, value) => user.Password = value),
        AccountField<UserEntry>.Text("PasswordHash", static (user, value) => user.PasswordHash = value),
        AccountField<UserEntry>.Text("Certificate", static (user, value) => user.Certificate = value),
        AccountField<UserEntry>.Text("FullName", static (user, value) => user.FullName = value),
        AccountField<UserEntry>.Text("Role", static (user, value) => user.Role = value),
        AccountField<UserEntry>.List("Groups", static (user, values) => user.Groups = values),
    ]);

    private static readonly AccountList<RoleEntry> Roles = new("Roles", [
        AccountField<RoleEntry>.Text("Name", static (role, value) => role.Name = value ?? ""),
        AccountField<RoleEntry>.List("Privileges", static (role, values) => role.Privileges = values),
    ]);

    private static readonly AccountList<PermissionDeclaration> Permissions = new("Permissions", [
        AccountField<PermissionDeclaration>.Text("Principal", static (permission, value) => permission.Principal = value ?? ""),
        AccountField<PermissionDeclaration>.Flag("Group", static (permission, value) => permission.Group = value),
        AccountField<PermissionDeclaration>.Text("Role", static (permission, value) => permission.Role = value ?? ""),
        AccountField<PermissionDeclaration>.Flag("Propagate", static (permission, value) => permission.Propagate = value),
    ]);

    private static readonly AccountList<ExtensionEntry> Extensions = new("Extensions", [
        AccountField<ExtensionEntry>.Text("Key", static (extension, value) => extension.Key = value ?? ""),
        AccountField<ExtensionEntry>.Text("Name", static (extension, value) => extension.Name = value),
        AccountField<ExtensionEntry>.Text("Version", static (extension, value) => extension.Version = value ?? extension.Version),
        AccountField<ExtensionEntry>.Text("Company", static (extension, value) => extension.Company = value),
        AccountField<ExtensionEntry>.Text("SubjectName", static (extension, value) => extension.SubjectName = value),
        AccountField<ExtensionEntry>.Text("Certificate", static (extension, value) => extension.Certificate = value),
        AccountField<ExtensionEntry>.Text("Role", static (extension, value) => extension.Role = value),
    ]);

    private static readonly IAccountList[] All = [Users, Roles, Permissions, Extensions];

    /// <summary>The names of the lists.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(static list => list.Name)];

    /// <summary>Whether a key is of one of the lists.</summary>
    public static bool Contain(string key) => ListOf(new KeyParts(key, stackalloc Range[KeyParts.Most])[0]) is not null;

    /// <summary>What is wrong with a key of one of the lists or its text; null for nothing. No text is repeated.</summary>
    public static string? Check(string key, string value)
    {
        var parts = new KeyParts(key, stackalloc Range[KeyParts.Most]);
        var list = ListOf(parts[0])!;
        if (parts.Length < 3
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            || list.KindOf(parts[2]) is not { } field)
        {
            return UnknownField(key, list);
        }

        if (parts.Length != (field == AccountFieldKind.List ? 4 : 3))
            return $"'{key}' is {(field == AccountFieldKind.List ? "a list" : "a single value")}.";
        return field == AccountFieldKind.Flag && !bool.TryParse(value, out _) ? $"'{key}' is neither true nor false." : null;
    }

    /// <summary>What is wrong with a value in a JSON file that belongs to one of the lists; null for nothing. No text is repeated.</summary>
    public static string? Check(JsonSetting setting)
    {
        var (key, kind) = (setting.Key, setting.Kind);
        var parts = new KeyParts(key, stackalloc Range[KeyParts.Most]);
        var list = ListOf(parts[0])!;
        if (parts.Length == 1)
            return kind == JsonValueKind.Array ? null : $"'{key}' has to be a list, in brackets, of objects with {list.FieldNames}.";
        if (parts.Length == 2)
            return kind == JsonValueKind.Object ? null : $"'{key}' has to be an object, in braces, with {list.FieldNames}.";
        if (list.KindOf(parts[2]) is not { } field)
            return UnknownField(key, list);
        return (field, parts.Length) switch
        {
            (AccountFieldKind.Text, 3) => kind is JsonValueKind.Text or JsonValueKind.Null ? null : $"'{key}' has to be a text, in quotation marks.",
            (AccountFieldKind.Flag, 3) => kind == JsonValueKind.Flag ? null : $"'{key}' is neither true nor false.",
            (AccountFieldKind.List, 3) => kind == JsonValueKind.Array ? null : $"'{key}' has to be a list of texts, in brackets.",
            (_, > 3) when field != AccountFieldKind.List => null, // what it is in was refused
            (AccountFieldKind.List, 4) => kind == JsonValueKind.Text ? null : $"'{key}' has to be a text, in quotation marks.",
            _ => UnknownField(key, list),
        };
    }

    /// <summary>An entry of a list in a JSON file that has no field at all; null when there is none.</summary>
    public static JsonSetting? FindEmptyEntry(IReadOnlyList<JsonSetting> settings)
    {
        for (var i = 0; i < settings.Count; i++)
        {
            var isEntry = settings[i].Kind == JsonValueKind.Object && Contain(settings[i].Key) && settings[i].Key.Count(static c => c == ':') == 1;
            if (isEntry && (i + 1 == settings.Count || !settings[i + 1].Key.StartsWith($"{settings[i].Key}:", StringComparison.Ordinal)))
                return settings[i];
        }

        return null;
    }

    /// <summary>The first name in a JSON file that is known in another case of letters, and how it is written; null when there is none.</summary>
    public static (JsonSetting Setting, string Name)? FindOtherCase(IReadOnlyList<JsonSetting> settings)
    {
        Span<Range> places = stackalloc Range[KeyParts.Most];
        foreach (var setting in settings)
        {
            // Users, or Users:0:Name; what else there is has numbers.
            var parts = new KeyParts(setting.Key, places);
            var name = parts.Length switch
            {
                1 => ListOf(parts[0])?.Name,
                3 => ListOf(parts[0])?.NameOf(parts[2]),
                _ => null,
            };
            if (name is not null && !parts[parts.Length - 1].SequenceEqual(name))
                return (setting, name);
        }

        return null;
    }

    /// <summary>The message about an entry without any field.</summary>
    public static string EmptyEntry(string key) => $"'{key}' is empty. Give it at least a {ListOf(key.Split(':')[0])!.FieldNames.Split(',')[0]}, or leave it out.";

    /// <summary>The accounts that checked keys and values declare; those of other keys are ignored.</summary>
    public static Accounts Bind(IEnumerable<KeyValuePair<string, string?>> values)
    {
        var binders = All.ToDictionary(static list => list.Name, static list => list.Begin(), StringComparer.Ordinal);
        Span<Range> places = stackalloc Range[KeyParts.Most];
        foreach (var (key, value) in values)
        {
            var parts = new KeyParts(key, places);
            if (parts.Length >= 3 && ListOf(parts[0]) is { } list)
                binders[list.Name].Add(int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2], parts.Length > 3 ? int.Parse(parts[3], CultureInfo.InvariantCulture) : null, value);
        }

        return new Accounts
        {
            Users = ((AccountBinder<UserEntry>)binders[Users.Name]).ToArray(),
            Roles = ((AccountBinder<RoleEntry>)binders[Roles.Name]).ToArray(),
            Permissions = ((AccountBinder<PermissionDeclaration>)binders[Permissions.Name]).ToArray(),
            Extensions = ((AccountBinder<ExtensionEntry>)binders[Extensions.Name]).ToArray(),
        };
    }

    private static IAccountList? ListOf(ReadOnlySpan<char> name)
    {
        foreach (var list in All)
        {
            if (name.Equals(list.Name, StringComparison.OrdinalIgnoreCase))
                return list;
        }

        return null;
    }

    private static string UnknownField(string key, IAccountList list) =>
        $"'{key}' is not known. {list.Name} is a list of objects with {list.FieldNames}.";
}
