namespace VimSessionService.Core.Messages;

/// <summary>
/// How dates look in the locales that have no texts of their own: listing a locale as supported promises that much (specification,
/// supportedLocaleList). In figures alone, so that no names are needed.
/// </summary>
internal static class DateFormats
{
    private const string Slashes = "dd/MM/yyyy HH:mm:ss";

    /// <summary>The format of a locale or of its language; null for one that is not known.</summary>
    public static string? Find(string locale) => locale == "nl_BE" ? Slashes : locale.Truncate(2) switch
    {
        "be" or "bg" or "cs" or "da" or "et" or "he" or "hr" or "is" or "lv" or "mk" or "nb" or "no" or "pl" or "ro" or "ru" or "sk" or "sl"
            or "sq" or "sr" or "tr" or "uk" => "dd.MM.yyyy HH:mm:ss",
        "ar" or "ca" or "el" or "es" or "ga" or "hi" or "id" or "it" or "ms" or "mt" or "pt" or "th" => Slashes,
        "fi" => "d.M.yyyy HH:mm:ss",
        "hu" => "yyyy.MM.dd. HH:mm:ss",
        "lt" or "sv" => "yyyy-MM-dd HH:mm:ss",
        "nl" => "dd-MM-yyyy HH:mm:ss",
        "vi" => "HH:mm:ss dd/MM/yyyy",
        _ => null,
    };
}
