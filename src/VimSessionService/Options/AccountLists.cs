using System.Globalization;

namespace VimSessionService.Options;

/// <summary>The lists of users, roles, permissions and extensions as configuration keys: <c>Users:0:Groups:1</c>.</summary>
internal static class AccountLists
{
    private const string Users = "Users";
    private const string Roles = "Roles";
    private const string Permissions = "Permissions";
    private const string Extensions = "Extensions";

    private enum Field
    {
        Text,
        Flag,
        List,
    }

    private static readonly Dictionary<string, Dictionary<string, Field>> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        [Users] = Of(("Name", Field.Text), ("Password", Field.Text), ("PasswordHash", Field.Text), ("Certificate", Field.Text), ("FullName", Field.Text), ("Role", Field.Text), ("Groups", Field.List)),
        [Roles] = Of(("Name", Field.Text), ("Privileges", Field.List)),
        [Permissions] = Of(("Principal", Field.Text), ("Group", Field.Flag), ("Role", Field.Text), ("Propagate", Field.Flag)),
        [Extensions] = Of(("Key", Field.Text), ("Name", Field.Text), ("Version", Field.Text), ("Company", Field.Text), ("SubjectName", Field.Text), ("Certificate", Field.Text), ("Role", Field.Text)),
    };

    /// <summary>Whether a key is of one of the lists.</summary>
    public static bool Contain(string key) => Fields.ContainsKey(key.Split(':')[0]);

    /// <summary>What is wrong with a key or its value, other than that it belongs to no list; null for nothing. No text value is repeated.</summary>
    public static string? Check(string key, string value)
    {
        var parts = key.Split(':');
        var fields = Fields[parts[0]];
        if (parts.Length < 3
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            || !fields.TryGetValue(parts[2], out var field))
        {
            return $"'{key}' is not known. {parts[0]} is a list of objects with {string.Join(", ", fields.Keys)}.";
        }

        if (parts.Length != (field == Field.List ? 4 : 3))
            return $"'{key}' is {(field == Field.List ? "a list" : "a single value")}.";
        return field == Field.Flag && !bool.TryParse(value, out _) ? $"'{key}' is neither true nor false." : null;
    }

    private static Dictionary<string, Field> Of(params (string Name, Field Field)[] fields) =>
        fields.ToDictionary(static f => f.Name, static f => f.Field, StringComparer.OrdinalIgnoreCase);
}
