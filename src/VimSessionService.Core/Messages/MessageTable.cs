using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Messages;

/// <summary>The texts of one locale, as templates with <c>{placeholders}</c>.</summary>
internal sealed class MessageTable
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> _sections;

    private MessageTable(string locale, FrozenDictionary<string, FrozenDictionary<string, string>> sections)
    {
        Locale = locale;
        _sections = sections;
        DateNames = ReadDateNames();
    }

    /// <summary>The locale of the texts.</summary>
    public string Locale { get; }

    /// <summary>The names of the sections, in the order of the alphabet.</summary>
    public IEnumerable<string> Sections => _sections.Keys.Order(StringComparer.Ordinal);

    /// <summary>The names of days and months; English where the locale has none of its own.</summary>
    internal DateTimeFormatInfo DateNames { get; }

    /// <summary>
    /// Reads an object of sections, each an object of templates by name. <c>NAME@VERSION</c> is the template of servers up to that
    /// version of the API; the table has the one that its own server tells.
    /// </summary>
    /// <param name="locale">The locale of the texts.</param>
    /// <param name="json">The texts.</param>
    /// <param name="version">The version of the server.</param>
    /// <exception cref="JsonException">The text is not of that form.</exception>
    public static MessageTable Read(string locale, Stream json, ApiVersion version = ApiVersions.Default)
    {
        using var document = JsonDocument.Parse(json);
        var sections = new Dictionary<string, FrozenDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var section in document.RootElement.EnumerateObject())
        {
            var told = section.Value.EnumerateObject()
                .Select(template => ReadTemplate(section.Name, template))
                .Where(template => version <= template.LastVersion)
                .GroupBy(template => template.Name, StringComparer.Ordinal);
            sections.Add(section.Name, told.ToFrozenDictionary(
                texts => texts.Key, static texts => texts.MinBy(template => template.LastVersion).Text, StringComparer.Ordinal));
        }

        return new MessageTable(locale, sections.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>The texts of a section by name, in the order of the alphabet; none when there is no such section.</summary>
    public IEnumerable<KeyValuePair<string, string>> Entries(string section) =>
        _sections.TryGetValue(section, out var templates) ? templates.OrderBy(static entry => entry.Key, StringComparer.Ordinal) : [];

    internal string? Find(string section, string name) =>
        _sections.TryGetValue(section, out var templates) && templates.TryGetValue(name, out var template) ? template : null;

    private static (string Name, ApiVersion LastVersion, string Text) ReadTemplate(string section, JsonProperty template)
    {
        var text = template.Value.GetString() ?? throw new JsonException($"{section}.{template.Name} is null");
        if (template.Name.Split('@') is not [var name, var last])
            return (template.Name, ApiVersions.Newest, text);
        return ApiVersions.TryParse(last, out var version)
            ? (name, version, text)
            : throw new JsonException($"{section}.{template.Name} names no version of the API");
    }

    private DateTimeFormatInfo ReadDateNames()
    {
        var names = (DateTimeFormatInfo)DateTimeFormatInfo.InvariantInfo.Clone();
        if (Find("formats", "days") is { } days)
            names.DayNames = days.Split(' ');
        if (Find("formats", "months") is { } months)
        {
            names.MonthNames = [.. months.Split(' '), ""]; // the calendar allows for a thirteenth
            names.MonthGenitiveNames = names.MonthNames;
        }

        if (Find("formats", "halves") is { } halves && halves.Split(' ') is [var am, var pm])
            (names.AMDesignator, names.PMDesignator) = (am, pm);
        return names;
    }
}
