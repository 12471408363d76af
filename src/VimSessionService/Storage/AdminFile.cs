using System.Text.Json;
using System.Text.Json.Serialization;

namespace VimSessionService.Storage;

/// <summary>
/// The file <c>admin.json</c> in the data directory, by which commands find the running service: the URL of its admin API and the token. Its owner alone may
/// read it. The service that started last has it; it is removed at the end of the service whose it is.
/// </summary>
internal sealed class AdminFile : IDisposable
{
    /// <summary>The name of the file.</summary>
    public const string Name = "admin.json";

    private readonly DataDirectory _data;
    private readonly string _text;

    private AdminFile(DataDirectory data, string text) => (_data, _text) = (data, text);

    /// <summary>Writes the file.</summary>
    public static AdminFile Write(DataDirectory data, Uri url, string? token)
    {
        var text = JsonSerializer.Serialize(new AdminFileContent(url, token, Environment.ProcessId), AdminFileJson.Default.AdminFileContent) + "\n";
        data.Write(Name, text, replace: true);
        return new AdminFile(data, text);
    }

    /// <summary>Reads what a running service wrote; null when there is none.</summary>
    public static AdminFileContent? Read(DataDirectory data)
    {
        try
        {
            return data.Read(Name) is { } text ? JsonSerializer.Deserialize(text, AdminFileJson.Default.AdminFileContent) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Removes the file, unless another service has written it since.</summary>
    public void Dispose()
    {
        try
        {
            if (_data.PathOf(Name) is { } path && _data.Read(Name) == _text)
                File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or StartupException)
        {
            // It stays; whoever reads it finds nobody at its URL.
        }
    }
}

/// <summary>How to reach a running service.</summary>
/// <param name="Url">The URL of its admin API.</param>
/// <param name="Token">The token; null where none is asked for.</param>
/// <param name="ProcessId">Its process.</param>
internal sealed record AdminFileContent(Uri Url, string? Token, int ProcessId)
{
    /// <summary>Nothing of the token.</summary>
    public override string ToString() => Url.ToString();
}

/// <summary>How the file is written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(AdminFileContent))]
internal sealed partial class AdminFileJson : JsonSerializerContext;
