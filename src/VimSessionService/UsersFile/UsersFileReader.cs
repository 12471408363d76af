using VimSessionService.Options;
using VimSessionService.Storage;

namespace VimSessionService.UsersFile;

/// <summary>The users file cannot be used. The message names file, line, column and what to do.</summary>
internal sealed class UsersFileException(string message) : Exception(message);

/// <summary>What a users file declares.</summary>
/// <param name="Accounts">The users, roles, permissions and extensions.</param>
/// <param name="Warnings">What is taken but looks like a mistake, with file, line and column.</param>
internal sealed record UsersFileContent(Accounts Accounts, IReadOnlyList<string> Warnings);

/// <summary>
/// Reads a users file: JSON with <c>Users</c>, <c>Roles</c>, <c>Permissions</c> and <c>Extensions</c> as in the configuration file, in any case of
/// letters, with comments and trailing commas.
/// </summary>
internal static class UsersFileReader
{
    /// <summary>Reads a file and checks it together with what is declared elsewhere.</summary>
    /// <exception cref="UsersFileException">It cannot be read, is no such file, or contradicts itself or <paramref name="beside"/>.</exception>
    public static Accounts Read(string path, Accounts beside) => Load(path, beside).Accounts;

    /// <summary>Reads a file, checks it together with what is declared elsewhere, and finds what looks like a mistake.</summary>
    /// <exception cref="UsersFileException">It cannot be read, is no such file, or contradicts itself or <paramref name="beside"/>.</exception>
    public static UsersFileContent Load(string path, Accounts beside)
    {
        var bytes = ReadBytes(path);
        var settings = Parse(path, bytes);
        if (AccountLists.FindEmptyEntry(settings) is { } empty)
            throw new UsersFileException(JsonOptionsReader.Problem(bytes, empty.Offset, path, AccountLists.EmptyEntry(empty.Key)).Message);
        var accounts = AccountLists.Bind(settings.Where(static s => s.Kind is not (JsonValueKind.Object or JsonValueKind.Array)).Select(static s => KeyValuePair.Create(s.Key, s.Value)));
        if (AccountsValidator.Validate(accounts, beside) is [var problem, ..])
            throw new UsersFileException(JsonOptionsReader.Problem(bytes, OffsetOf(settings, problem), path, problem.Text).Message);
        if (AccountsValidator.Validate(beside, accounts) is [var outside, ..])
            throw new UsersFileException($"{path} does not go with the options. {outside}");
        return new UsersFileContent(accounts, [.. Warnings(path, bytes, settings, accounts, beside)]);
    }

    private static IEnumerable<string> Warnings(string path, byte[] bytes, IReadOnlyList<JsonSetting> settings, Accounts accounts, Accounts beside)
    {
        var odd = AccountsValidator.Warnings(accounts, beside).ToList();
        if (AccountsValidator.WithoutPermission(accounts, beside) is { } without)
            odd.Add(without);
        foreach (var problem in odd)
            yield return JsonOptionsReader.Problem(bytes, OffsetOf(settings, problem), path, problem.Text).Message;
        if (AccountLists.FindOtherCase(settings) is { } other)
            yield return JsonOptionsReader.Problem(bytes, other.Setting.Offset, path, $"'{other.Setting.Key.Split(':')[^1]}' is taken for '{other.Name}'. Editors that check the file by its schema mark it: write {other.Name}, and all other names as in the schema.").Message;
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            return OperatorFile.ReadBytes(path);
        }
        catch (OperatorFileException failure)
        {
            throw new UsersFileException($"{path} cannot be read: {failure.Message}. Name a file that exists and that this user may read.");
        }
    }

    private static IReadOnlyList<JsonSetting> Parse(string path, byte[] bytes)
    {
        try
        {
            var settings = JsonOptionsReader.Read(bytes, path);
            foreach (var setting in settings)
            {
                if (setting is { Key: AccountLists.SchemaKey, Kind: JsonValueKind.Text })
                    continue;
                if (!AccountLists.Contain(setting.Key))
                    throw JsonOptionsReader.Problem(bytes, setting.Offset, path, $"'{setting.Key.Split(':')[0]}' is not known. A users file has {string.Join(", ", AccountLists.Names)}.");
                if (AccountLists.Check(setting) is { } problem)
                    throw JsonOptionsReader.Problem(bytes, setting.Offset, path, problem);
            }

            return settings;
        }
        catch (FormatException failure)
        {
            throw new UsersFileException(failure.Message);
        }
    }

    /// <summary>Where the entry begins that a problem is about.</summary>
    private static int OffsetOf(IReadOnlyList<JsonSetting> settings, AccountsProblem problem)
    {
        var key = FormattableString.Invariant($"{problem.List}:{problem.Index}");
        return settings.FirstOrDefault(s => s.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Offset;
    }
}
