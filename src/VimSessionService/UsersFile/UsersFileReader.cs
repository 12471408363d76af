using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VimSessionService.UsersFile;

/// <summary>The users file cannot be used. The message names file, line and what to do.</summary>
public sealed class UsersFileException(string message) : Exception(message);

/// <summary>Reads a users file: JSON with <c>users</c>, <c>roles</c> and <c>permissions</c>, comments and trailing commas allowed.</summary>
public static partial class UsersFileReader
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
            var bytes = content.ToArray();
            return bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
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
            return JsonSerializer.Deserialize(bytes, FileContext.Default.Accounts)
                ?? throw new UsersFileException($"{path} holds null. Write an object with users, roles and permissions.");
        }
        catch (JsonException failure)
        {
            // The parser's own text may quote the file, and so a password; its place does not.
            var place = string.IsNullOrEmpty(failure.Path) || failure.Path == "$" ? "" : $", at {failure.Path}";
            throw new UsersFileException(
                $"{path}, line {failure.LineNumber + 1}{place}: not what a users file holds there. Correct the line: users have name, password or "
                + "passwordHash, fullName, role, groups; roles have name, privileges; permissions have principal, group, role, propagate.");
        }
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        GenerationMode = JsonSourceGenerationMode.Metadata)]
    [JsonSerializable(typeof(Accounts))]
    private sealed partial class FileContext : JsonSerializerContext;
}
