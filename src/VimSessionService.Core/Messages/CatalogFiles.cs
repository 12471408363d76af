using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.Core.Messages;

/// <summary>A file of texts that clients can fetch.</summary>
/// <param name="Name">What it is a catalogue of: a section of the catalogue.</param>
/// <param name="Locale">The language.</param>
/// <param name="Content">The file, UTF-8: a line <c>name = "text"</c> for each text, <c>\</c>, <c>"</c> and line ends escaped.</param>
/// <param name="Md5">The MD5 of the content, which the API asks for; lower-case hexadecimal.</param>
internal sealed record CatalogFile(string Name, string Locale, byte[] Content, string Md5)
{
    /// <summary>Where it is served, relative to the server.</summary>
    public string Path => $"{CatalogFiles.Prefix}/{Locale}/{Name}.vmsg";
}

/// <summary>The texts as files, for clients that localise by themselves (LocalizationManager). A locale's are made when first asked for.</summary>
internal sealed class CatalogFiles
{
    /// <summary>What their paths begin with.</summary>
    public const string Prefix = "/locale";

    private readonly FrozenDictionary<string, Lazy<CatalogFile[]>> _files;

    /// <summary>Makes the files of a catalogue.</summary>
    public CatalogFiles(MessageCatalog messages, DateTime lastModified)
    {
        LastModified = lastModified;
        _files = messages.Locales.ToFrozenDictionary(
            static locale => locale, locale => new Lazy<CatalogFile[]>(() => Write(messages.FindTable(locale)!)), StringComparer.Ordinal);
    }

    /// <summary>When the texts became what they are: when the service took them up.</summary>
    public DateTime LastModified { get; }

    /// <summary>The version of the texts: that of the service.</summary>
    public string Version { get; } = typeof(CatalogFiles).Assembly.GetName().Version?.ToString(3) ?? "1.0.0";

    /// <summary>The files of a locale, by name; none when it has no texts.</summary>
    public IReadOnlyList<CatalogFile> Of(string locale) => _files.TryGetValue(locale, out var files) ? files.Value : [];

    /// <summary>The file of a path; null when there is none.</summary>
    /// <param name="path">What comes after <see cref="Prefix"/>, as in <c>/de/faults.vmsg</c>.</param>
    public CatalogFile? Find(string path)
    {
        var parts = path.Split('/');
        return parts is ["", var locale, _] ? Of(locale).FirstOrDefault(file => file.Path.AsSpan(Prefix.Length).SequenceEqual(path)) : null;
    }

    private static CatalogFile[] Write(MessageTable table) => [.. table.Sections.Select(section => Write(table, section))];

    private static CatalogFile Write(MessageTable table, string section)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in table.Entries(section))
            text.Append(CultureInfo.InvariantCulture, $"{name} = \"{Escape(value)}\"\n");
        var content = Encoding.UTF8.GetBytes(text.ToString());
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(content);
        return new CatalogFile(section, table.Locale, content, Convert.ToHexStringLower(md5.GetHashAndReset()));
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
