using System.Collections.Frozen;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Messages;

/// <summary>
/// The locales of the server, and what a locale that a client asks for means: an ISO 639 code of two letters, optionally an
/// underscore and an ISO 3166 code of two letters (SessionManager's <c>locale</c>). Case is forgiven, the hyphen is not.
/// </summary>
internal sealed class LocaleCatalog
{
    private const string English = "en";

    private static readonly string[] WithMessages = ["ja", "zh_CN", "en", "de", "zh_TW", "ko", "fr"];

    private static readonly string[] Supported =
    [
        .. WithMessages,
        "zh", "zh_HK", "zh_SG", "ja_JP", "ko_KR",
        "en_US", "en_GB", "en_AU", "en_CA", "en_IE", "en_IN", "en_NZ", "en_SG", "en_ZA",
        "de_DE", "de_AT", "de_CH", "de_LI", "de_LU",
        "fr_FR", "fr_BE", "fr_CA", "fr_CH", "fr_LU",
        "ar", "ar_AE", "ar_EG", "ar_SA", "be", "be_BY", "bg", "bg_BG", "ca", "ca_ES", "cs", "cs_CZ", "da", "da_DK", "el", "el_GR",
        "es", "es_AR", "es_CL", "es_CO", "es_ES", "es_MX", "es_PE", "es_US", "es_VE", "et", "et_EE", "fi", "fi_FI", "ga", "ga_IE",
        "he", "he_IL", "hi", "hi_IN", "hr", "hr_HR", "hu", "hu_HU", "id", "id_ID", "is", "is_IS", "it", "it_CH", "it_IT",
        "lt", "lt_LT", "lv", "lv_LV", "mk", "mk_MK", "ms", "ms_MY", "mt", "mt_MT", "nb", "nb_NO", "nl", "nl_BE", "nl_NL",
        "no", "no_NO", "pl", "pl_PL", "pt", "pt_BR", "pt_PT", "ro", "ro_RO", "ru", "ru_RU", "sk", "sk_SK", "sl", "sl_SI",
        "sq", "sq_AL", "sr", "sr_RS", "sv", "sv_SE", "th", "th_TH", "tr", "tr_TR", "uk", "uk_UA", "vi", "vi_VN",
    ];

    private const string AmericanEnglish = "en_US";

    private readonly FrozenDictionary<string, string> _messageLocales;
    private readonly bool _namesCountryOfEnglish;

    /// <summary>Makes the catalogue of a server.</summary>
    /// <param name="defaultLocale">The server's own locale; English when it is none of <see cref="SupportedLocales"/>.</param>
    /// <param name="namesCountryOfEnglish">Whether English is <c>en_US</c> in sessions, as on servers up to 4.1.</param>
    public LocaleCatalog(string? defaultLocale = null, bool namesCountryOfEnglish = false)
    {
        _namesCountryOfEnglish = namesCountryOfEnglish;
        DefaultLocale = TryNormalize(defaultLocale, out var normal) && Supported.Contains(normal, StringComparer.Ordinal) ? normal : English;

        // Of several locales of one language the first stands for the language.
        var messageLocales = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var locale in WithMessages)
        {
            messageLocales[locale] = locale;
            messageLocales.TryAdd(locale[..2], locale);
        }

        _messageLocales = messageLocales.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>defaultLocale.</summary>
    public string DefaultLocale { get; }

    /// <summary>messageLocaleList, in the order of a real server (docs/facts/properties.md).</summary>
    public IReadOnlyList<string> MessageLocales { get; } = Array.AsReadOnly(WithMessages);

    /// <summary>supportedLocaleList.</summary>
    public IReadOnlyList<string> SupportedLocales { get; } = Array.AsReadOnly(Supported);

    /// <summary>What a request for a locale means; null asks for the server's default.</summary>
    /// <exception cref="VimFaultException">InvalidLocale: the locale is malformed or made of unknown codes.</exception>
    public LocaleChoice Resolve(string? requested)
    {
        if (requested is null)
            return Choice(DefaultLocale);
        if (!TryNormalize(requested, out var locale))
            throw new VimFaultException(new InvalidLocale(), $"unknown locale '{requested.Truncate(16)}'");
        return Choice(locale);
    }

    private LocaleChoice Choice(string locale)
    {
        var messageLocale = MessageLocale(locale);
        return _namesCountryOfEnglish && messageLocale == English
            ? new(locale == English ? AmericanEnglish : locale, AmericanEnglish)
            : new(locale, messageLocale);
    }

    // The exact locale, else its language, else the server's default.
    private string MessageLocale(string locale) => ForLocale(locale) ?? ForLocale(DefaultLocale) ?? English;

    private string? ForLocale(string locale) =>
        _messageLocales.GetValueOrDefault(locale) ?? _messageLocales.GetValueOrDefault(locale[..2]);

    /// <summary>Brings a known locale into its usual case.</summary>
    private static bool TryNormalize(string? text, out string locale)
    {
        locale = "";
        if (text is not { Length: 2 or 5 })
            return false;
        var language = text[..2].ToLowerInvariant();
        if (!IsoCodes.Languages.Contains(language))
            return false;
        locale = language;
        if (text.Length == 2)
            return true;
        var country = text[3..].ToUpperInvariant();
        locale = $"{language}_{country}";
        return text[2] == '_' && IsoCodes.Countries.Contains(country);
    }
}
