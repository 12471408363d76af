using System.Collections.Frozen;
using System.Globalization;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Core.Messages;

/// <summary>
/// Every text for clients, by locale. A locale without a text falls back to its language, the default locale and English, in
/// this order. A type without a text in any of them has that of the type it extends.
/// </summary>
public sealed class MessageCatalog
{
    private const string ResourcePrefix = "Messages/";
    private const string ResourceSuffix = ".json";

    private readonly FrozenDictionary<string, MessageTable> _tables;
    private readonly string _defaultLocale;

    /// <summary>Makes a catalogue of the given tables.</summary>
    public MessageCatalog(IEnumerable<MessageTable> tables, string defaultLocale = "en")
    {
        _tables = tables.ToFrozenDictionary(table => table.Locale, StringComparer.Ordinal);
        _defaultLocale = defaultLocale;
    }

    /// <summary>The locales that have a table of their own.</summary>
    public IReadOnlyCollection<string> Locales => _tables.Keys;

    /// <summary>The catalogue that this assembly carries.</summary>
    public static MessageCatalog Embedded(string defaultLocale = "en")
    {
        var assembly = typeof(MessageCatalog).Assembly;
        var tables = new List<MessageTable>();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
                continue;
            using var stream = assembly.GetManifestResourceStream(name)!;
            tables.Add(MessageTable.Read(name[ResourcePrefix.Length..^ResourceSuffix.Length], stream));
        }

        return new MessageCatalog(tables, defaultLocale);
    }

    /// <summary>The faultstring or localizedMessage of a fault, with the fault's own fields filled in.</summary>
    public string FaultText(MethodFault fault, string locale) => Fill(FaultTemplate(fault.GetSchema(), locale), fault, locale);

    /// <summary>The fullFormattedMessage of an event, with the event's own fields filled in.</summary>
    public string EventText(Event posted, string locale) => Fill(EventTemplate(posted.GetSchema(), locale), posted, locale);

    /// <summary>The template of a type of fault; empty when neither it nor a type it extends has one.</summary>
    public string FaultTemplate(VimType type, string locale) => Find("faults", type, locale);

    /// <summary>The template of a type of event; empty when neither it nor a type it extends has one.</summary>
    public string EventTemplate(VimType type, string locale) => Find("events", type, locale);

    /// <summary>
    /// A text that depends on more than the type of a fault, such as <c>InvalidRequest.UnknownMethod</c>, with the given values.
    /// </summary>
    /// <exception cref="ArgumentException">There is no text of that name.</exception>
    public string Text(string name, string locale, IReadOnlyDictionary<string, string> values)
    {
        var template = Find("texts", name, locale) ?? throw new ArgumentException($"There is no text {name}.", nameof(name));
        return Template.Fill(template, placeholder => values.GetValueOrDefault(placeholder));
    }

    private string Fill(string template, DataObject value, string locale) =>
        Template.Fill(template, path => Show(value, path, Find("formats", "dateTime", locale)));

    private string Find(string section, VimType type, string locale)
    {
        for (var at = type; at is not null; at = at.Base)
        {
            if (Find(section, at.Name, locale) is { } template)
                return template;
        }

        return "";
    }

    private string? Find(string section, string name, string locale)
    {
        var region = locale.IndexOf('_', StringComparison.Ordinal);
        return FindIn(locale, section, name)
            ?? (region > 0 ? FindIn(locale[..region], section, name) : null)
            ?? FindIn(_defaultLocale, section, name)
            ?? FindIn("en", section, name);
    }

    private string? FindIn(string locale, string section, string name) =>
        _tables.TryGetValue(locale, out var table) ? table.Find(section, name) : null;

    /// <summary>The field at a dotted path: empty when it is unset, null when there is none. A secret shows as such.</summary>
    private static string? Show(DataObject value, string path, string? dateTimeFormat)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (value.GetSchema().FindField(dot < 0 ? path : path[..dot]) is not { } field)
            return null;
        if (field.Secret)
            return "***";
        return (field.Get(value), dot) switch
        {
            (DataObject inner, > 0) => Show(inner, path[(dot + 1)..], dateTimeFormat),
            (bool flag, _) => flag ? "true" : "false",
            (DateTime time, _) => time.ToString(dateTimeFormat ?? "O", CultureInfo.InvariantCulture),
            (IFormattable number, _) => number.ToString(null, CultureInfo.InvariantCulture),
            (string[] texts, _) => string.Join(", ", texts),
            var (other, _) => other?.ToString() ?? "",
        };
    }
}
