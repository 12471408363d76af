using System.Text.RegularExpressions;
using VimSessionService.Core.Messages;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Core.Tests.Messages;

/// <summary>The texts of every locale of messageLocaleList.</summary>
public partial class LocaleTests
{
    private static readonly MessageCatalog Catalog = MessageCatalog.Embedded();

    public static TheoryData<string> Locales => [.. new LocaleCatalog().MessageLocales];

    public static TheoryData<string> Foreign => [.. new LocaleCatalog().MessageLocales.Where(locale => locale != "en")];

    public static TheoryData<string, string, string> Dates => new()
    {
        { "en_US", "en", "Sunday, 03 March, 2024 02:05:06 PM" },
        { "de", "de", "Sonntag, 3. März 2024 14:05:06" },
        { "de_CH", "de", "Sonntag, 3. März 2024 14:05:06" },
        { "fr_CA", "fr", "dimanche 3 mars 2024 14:05:06" },
        { "ja", "ja", "2024年3月3日 (日曜日) 14:05:06" },
        { "ko", "ko", "2024년 3월 3일 일요일 오후 2:05:06" },
        { "zh_CN", "zh_CN", "2024年3月3日 星期日 14:05:06" },
        { "zh_TW", "zh_TW", "2024年3月3日 星期日 14:05:06" },
        { "zh", "zh_CN", "2024年3月3日 星期日 14:05:06" },
        { "es_ES", "en", "03/03/2024 14:05:06" },
        { "nl_BE", "en", "03/03/2024 14:05:06" },
        { "sv", "en", "2024-03-03 14:05:06" },
        { "xh", "en", "Sunday, 03 March, 2024 02:05:06 PM" },
        { "xh", "de", "Sonntag, 3. März 2024 14:05:06" },
    };

    public static TheoryData<VimDecodeException> Unreadable =>
    [
        VimDecodeException.Missing("UserSession", "key"),
        VimDecodeException.Missing("LoginRequestType", "userName"),
        VimDecodeException.Unexpected("UserSession", "foo"),
        VimDecodeException.BadValue("key", "xsd:int"),
        VimDecodeException.BadType("filter", "Foo"),
        VimDecodeException.UnknownMethod("Foo", "vim.version.v8_0_3_0"),
    ];

    [Fact]
    public void Every_locale_of_messageLocaleList_has_texts_and_no_other() =>
        Assert.Equal(new LocaleCatalog().MessageLocales.Order(StringComparer.Ordinal), Catalog.Locales.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Locales))]
    public void Every_locale_has_every_text_of_English_with_the_same_placeholders(string locale) =>
        Assert.All([Catalog, MessageCatalog.Embedded(version: ApiVersions.Oldest)], catalog => CheckTexts(catalog.FindTable(locale)!, catalog.FindTable("en")!, locale));

    private static void CheckTexts(MessageTable own, MessageTable english, string locale)
    {
        Assert.Equal(english.Sections, own.Sections);
        foreach (var section in english.Sections)
        {
            Assert.Equal(english.Entries(section).Select(entry => entry.Key), own.Entries(section).Select(entry => entry.Key));
            foreach (var ((name, text), (_, model)) in own.Entries(section).Zip(english.Entries(section)))
            {
                Assert.True(Placeholders(model).SequenceEqual(Placeholders(text)), $"{locale} {section}.{name}");
                Assert.True(text.Length > 0 || model.Length == 0, $"{locale} {section}.{name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void No_fault_is_told_in_English_to_who_reads_another_language(string locale)
    {
        var english = Catalog.FindTable("en")!.Entries("faults").ToDictionary(StringComparer.Ordinal);
        foreach (var (name, text) in Catalog.FindTable(locale)!.Entries("faults").Where(entry => entry.Value.Length > 0))
            Assert.NotEqual(english[name], text);
    }

    [Theory]
    [MemberData(nameof(Locales))]
    public void Every_declared_event_and_argument_has_a_name(string locale)
    {
        var types = VimTypes.Names.Select(name => VimTypes.Find(name)!).Where(type => type.Is(Event.Schema) && type != Event.Schema).ToArray();
        foreach (var type in types)
        {
            Assert.True(Catalog.Label("eventNames", type.Name, locale).Length > 0, type.Name);
            foreach (var field in type.Fields)
                Assert.True(Catalog.Label("arguments", field.Name, locale).Length > 0, $"{type.Name}.{field.Name}");
        }
    }

    [Theory]
    [MemberData(nameof(Dates))]
    public void Dates_are_written_as_in_the_locale(string locale, string messageLocale, string text) =>
        Assert.Equal(text, Catalog.DateText(new DateTime(2024, 3, 3, 14, 5, 6, DateTimeKind.Utc), new LocaleChoice(locale, messageLocale)));

    [Fact]
    public void Every_supported_locale_has_dates_of_its_own()
    {
        var locales = new LocaleCatalog();
        foreach (var locale in locales.SupportedLocales.Where(locale => !locale.StartsWith("en", StringComparison.Ordinal)))
        {
            var text = Catalog.DateText(new DateTime(2024, 3, 3, 14, 5, 6, DateTimeKind.Utc), new LocaleChoice(locale, locales.Resolve(locale).MessageLocale));
            Assert.DoesNotContain("March", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_dates_within_a_text_are_the_readers()
    {
        var posted = new UserLogoutSessionEvent
        {
            Key = 1,
            ChainId = 1,
            CreatedTime = default,
            UserName = "joe",
            IpAddress = "10.0.0.7",
            UserAgent = "govc",
            CallCount = 12,
            LoginTime = new DateTime(2024, 3, 3, 14, 5, 6, DateTimeKind.Utc),
        };
        Assert.Equal(
            "User joe@10.0.0.7 logged out (login time: 03/03/2024 14:05:06, number of API invocations: 12, user agent: govc)",
            Catalog.EventText(posted, new LocaleChoice("es", "en")));
        Assert.Equal(
            "Der Benutzer joe@10.0.0.7 hat sich abgemeldet (Anmeldezeit: Sonntag, 3. März 2024 14:05:06, Anzahl der API-Aufrufe: 12, User-Agent: govc)",
            Catalog.EventText(posted, new LocaleChoice("de", "de")));
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void What_was_wrong_with_a_request_is_in_the_catalogue_word_for_word(VimDecodeException wrong)
    {
        Assert.Equal(wrong.Message, Catalog.Text(wrong.Text!.Name, "en", wrong.Text.Values));
        Assert.NotEqual(wrong.Message, Catalog.Text(wrong.Text!.Name, "ja", wrong.Text.Values));
    }

    [Fact]
    public void The_files_hold_the_texts_and_name_their_checksums()
    {
        var files = new CatalogFiles(Catalog, new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var faults = Assert.Single(files.Of("de"), file => file.Name == "faults");
        Assert.Equal("/locale/de/faults.vmsg", faults.Path);
        var text = System.Text.Encoding.UTF8.GetString(faults.Content);
        Assert.Contains("InvalidName = \"Der Name „{name}“ ist ungültig.\"\n", text, StringComparison.Ordinal);
        Assert.Equal(Catalog.FindTable("de")!.Sections, files.Of("de").Select(file => file.Name));
        Assert.Equal(32, faults.Md5.Length);
        Assert.Same(faults, files.Find("/de/faults.vmsg"));
        var texts = System.Text.Encoding.UTF8.GetString(files.Find("/en/texts.vmsg")!.Content);
        Assert.Contains("""InvalidRequest.Unexpected = "\nUnexpected element tag \"{name}\" seen""", texts, StringComparison.Ordinal);
        Assert.All(new[] { "", "/", "/de", "/de/", "/de/faults", "/de/../faults.vmsg", "/xx/faults.vmsg", "/de/faults.vmsg/x", "/de/Faults.vmsg" }, path => Assert.Null(files.Find(path)));
    }

    private static IEnumerable<string> Placeholders(string text) =>
        Placeholder().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{[\w.]+\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
