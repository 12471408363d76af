using Microsoft.Extensions.Configuration;
using VimSessionService.Options;

namespace VimSessionService.UsersFile;

/// <summary>The users file cannot be used. The message names file, line and what to do.</summary>
public sealed class UsersFileException(string message) : Exception(message);

/// <summary>
/// Reads a users file: JSON with <c>Users</c>, <c>Roles</c>, <c>Permissions</c> and <c>Extensions</c> as in the configuration file, in any case of
/// letters, with comments and trailing commas.
/// </summary>
public static class UsersFileReader
{
    /// <summary>No users file of people is larger, in bytes.</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Reads a file and checks it together with what is declared elsewhere.</summary>
    /// <exception cref="UsersFileException">It cannot be read, is no such file, or contradicts itself or <paramref name="beside"/>.</exception>
    public static Accounts Read(string path, Accounts beside)
    {
        var bytes = ReadBytes(path);
        var accounts = Parse(path, bytes);
        if (AccountsValidator.Validate(accounts, beside) is [var problem, ..])
            throw new UsersFileException($"{path}, line {JsonLines.Find(bytes, problem.List, problem.Index)}: {problem.Text}");
        if (AccountsValidator.Validate(beside, accounts) is [var outside, ..])
            throw new UsersFileException($"{path} does not go with the options. {outside}");
        return accounts;
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MostBytes)
                throw new UsersFileException($"{path} is larger than {MostBytes} bytes. Name a users file.");
            using var content = new MemoryStream();
            file.CopyTo(content);
            return content.ToArray();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsersFileException($"{path} cannot be read. Name a file that exists and that this user may read.");
        }
    }

    private static Accounts Parse(string path, byte[] bytes)
    {
        try
        {
            var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            foreach (var (key, value) in JsonSettings.Read(bytes, path))
            {
                if (!AccountLists.Contain(key))
                    throw new UsersFileException($"{path}: '{key.Split(':')[0]}' is not known. A users file has Users, Roles, Permissions and Extensions.");
                if (AccountLists.Check(key, value) is { } problem)
                    throw new UsersFileException($"{path}, line {JsonLines.Find(bytes, key)}: {problem}");
                values[key] = value;
            }

            return new ConfigurationBuilder().AddInMemoryCollection(values).Build().Get<Accounts>() ?? new Accounts();
        }
        catch (FormatException failure)
        {
            throw new UsersFileException(failure.Message);
        }
    }
}
