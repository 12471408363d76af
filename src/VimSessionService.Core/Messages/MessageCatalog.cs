using System.Collections.Frozen;
using System.Globalization;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Messages;

/// <summary>
/// Every text for clients, by locale. A locale without a text falls back to its language, the default locale and English, in
/// this order. A type without a text in any of them has that of the type it extends.
/// </summary>
internal sealed class MessageCatalog
{
    private const string ResourcePrefix = "Messages/";
    private const string ResourceSuffix = ".json";
    private const string English = "en";

    private readonly FrozenDictionary<string, Lazy<MessageTable>> _tables;
    private readonly string _defaultLocale;

    /// <summary>Makes a catalogue of the given tables.</summary>
    public MessageCatalog(IEnumerable<MessageTable> tables, string defaultLocale = English)
        : this(tables.Select(static table => KeyValuePair.Create(table.Locale, new Lazy<MessageTable>(table))), defaultLocale)
    {
    }

    private MessageCatalog(IEnumerable<KeyValuePair<string, Lazy<MessageTable>>> tables, string defaultLocale)
    {
        _tables = tables.ToFrozenDictionary(StringComparer.Ordinal);
        _defaultLocale = defaultLocale;
    }

    /// <summary>The locales that have a table of their own.</summary>
    public IReadOnlyCollection<string> Locales => _tables.Keys;

    /// <summary>The catalogue that this assembly carries. A locale's texts are read when the first of them is asked for.</summary>
    /// <param name="defaultLocale">The locale of who reads none that has a text.</param>
    /// <param name="version">The version of the server, which some texts depend on.</param>
    public static MessageCatalog Embedded(string defaultLocale = English, ApiVersion version = ApiVersions.Default)
    {
        var assembly = typeof(MessageCatalog).Assembly;
        var tables = new List<KeyValuePair<string, Lazy<MessageTable>>>();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
                continue;
            var locale = name[ResourcePrefix.Length..^ResourceSuffix.Length];
            tables.Add(KeyValuePair.Create(locale, new Lazy<MessageTable>(() => Read(locale, name))));
        }

        return new MessageCatalog(tables, defaultLocale);

        MessageTable Read(string locale, string name)
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            return MessageTable.Read(locale, stream, version);
        }
    }

    /// <summary>The texts of one locale; null when it has none.</summary>
    public MessageTable? FindTable(string locale) => _tables.TryGetValue(locale, out var table) ? table.Value : null;

    /// <summary>The faultstring or localizedMessage of a fault, with the fault's own fields filled in.</summary>
    public string FaultText(MethodFault fault, string locale) => Fill(FaultTemplate(fault.GetSchema(), locale), fault, new(locale, locale));

    /// <summary>The fullFormattedMessage of an event, with the event's own fields filled in.</summary>
    public string EventText(Event posted, string locale) => EventText(posted, new LocaleChoice(locale, locale));

    /// <summary>The same, with dates as one locale writes them in the text of another.</summary>
    public string EventText(Event posted, LocaleChoice locale) => posted is EventEx { Message: null or "", EventTypeId: var id }
        ? id
        : Fill(EventTemplate(posted.GetSchema(), locale.MessageLocale), posted, locale);

    /// <summary>The template of a type of fault; empty when neither it nor a type it extends has one.</summary>
    public string FaultTemplate(VimType type, string locale) => Find("faults", type, locale);

    /// <summary>The template of a type of event; empty when neither it nor a type it extends has one.</summary>
    public string EventTemplate(VimType type, string locale) => Find("events", type, locale);

    /// <summary>A text that stands for itself, such as the name of a type of event; empty when there is none.</summary>
    /// <param name="section">The section of the catalogue.</param>
    /// <param name="name">The name within the section.</param>
    /// <param name="locale">The reader's locale.</param>
    public string Label(string section, string name, string locale) => Find(section, name, locale) ?? "";

    /// <summary>
    /// A text that depends on more than the type of a fault, such as <c>InvalidRequest.UnknownMethod</c>, with the given values.
    /// </summary>
    /// <exception cref="ArgumentException">There is no text of that name.</exception>
    public string Text(string name, string locale, IReadOnlyDictionary<string, string> values)
    {
        var template = Find("texts", name, locale) ?? throw new ArgumentException($"There is no text {name}.", nameof(name));
        return Template.Fill(template, placeholder => values.GetValueOrDefault(placeholder));
    }

    /// <summary>
    /// A time as the reader's locale writes it: in words where there are texts in its language, else in figures. A locale of which
    /// nothing is known writes it as the texts around it do.
    /// </summary>
    public string DateText(DateTime time, LocaleChoice locale)
    {
        var ofTexts = TableOf(locale.MessageLocale, "formats", "dateTime");
        var isOneLanguage = locale.Locale.Truncate(2) == locale.MessageLocale.Truncate(2);
        if ((TableOf(locale.Locale, "formats", "dateTime") ?? (isOneLanguage ? ofTexts : null)) is { } own)
            return In(own);
        if (DateFormats.Find(locale.Locale) is { } figures)
            return time.ToString(figures, CultureInfo.InvariantCulture);
        return (ofTexts ?? TableOf(_defaultLocale, "formats", "dateTime") ?? TableOf(English, "formats", "dateTime")) is { } table
            ? In(table)
            : time.ToString("O", CultureInfo.InvariantCulture);

        string In(MessageTable table) => time.ToString(table.Find("formats", "dateTime"), table.DateNames);
    }

    private string Fill(string template, DataObject value, LocaleChoice locale) =>
        Template.Fill(template, path => Show(value, path, locale));

    private string Find(string section, VimType type, string locale)
    {
        for (var at = type; at is not null; at = at.Base)
        {
            if (Find(section, at.Name, locale) is { } template)
                return template;
        }

        return "";
    }

    private string? Find(string section, string name, string locale) =>
        (TableOf(locale, section, name) ?? TableOf(_defaultLocale, section, name) ?? TableOf(English, section, name))?.Find(section, name);

    /// <summary>The table of a locale or else of its language that has a text.</summary>
    private MessageTable? TableOf(string locale, string section, string name)
    {
        if (FindTable(locale) is { } exact && exact.Find(section, name) is not null)
            return exact;
        var region = locale.IndexOf('_', StringComparison.Ordinal);
        return region > 0 && FindTable(locale[..region]) is { } language && language.Find(section, name) is not null ? language : null;
    }

    /// <summary>The field at a dotted path: empty when it is unset, null when there is none. A secret shows as such.</summary>
    private string? Show(DataObject value, string path, LocaleChoice locale)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (value.GetSchema().FindField(dot < 0 ? path : path[..dot]) is not { } field)
            return null;
        if (field.Secret)
            return "***";
        return (field.Get(value), dot) switch
        {
            (DataObject inner, > 0) => Show(inner, path[(dot + 1)..], locale),
            (bool flag, _) => flag ? "true" : "false",
            (DateTime time, _) => DateText(time, locale),
            (ManagedObjectReference reference, _) => $"{VmodlNames.OfManaged(reference.Type)}:{reference.Value}",
            (IFormattable number, _) => number.ToString(null, CultureInfo.InvariantCulture),
            (string[] texts, _) => string.Join(", ", texts),
            var (other, _) => other?.ToString() ?? "",
        };
    }
}
