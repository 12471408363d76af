using System.Collections.Frozen;

namespace VimSessionService.Core.Messages;

/// <summary>
/// How dates look in the locales that have no texts of their own: listing a locale as supported promises that much (specification,
/// supportedLocaleList). In figures alone, so that no names are needed.
/// </summary>
internal static class DateFormats
{
    private const string YearFirst = "yyyy-MM-dd HH:mm:ss";
    private const string Dots = "dd.MM.yyyy HH:mm:ss";
    private const string Slashes = "dd/MM/yyyy HH:mm:ss";
    private const string Dashes = "dd-MM-yyyy HH:mm:ss";

    private static readonly FrozenDictionary<string, string> ByLocale = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ar"] = Slashes, ["be"] = Dots, ["bg"] = Dots, ["ca"] = Slashes, ["cs"] = Dots, ["da"] = Dots, ["el"] = Slashes,
        ["es"] = Slashes, ["et"] = Dots, ["fi"] = "d.M.yyyy HH:mm:ss", ["ga"] = Slashes, ["he"] = Dots, ["hi"] = Slashes,
        ["hr"] = Dots, ["hu"] = "yyyy.MM.dd. HH:mm:ss", ["id"] = Slashes, ["is"] = Dots, ["it"] = Slashes, ["lt"] = YearFirst,
        ["lv"] = Dots, ["mk"] = Dots, ["ms"] = Slashes, ["mt"] = Slashes, ["nb"] = Dots, ["nl"] = Dashes, ["nl_BE"] = Slashes,
        ["no"] = Dots, ["pl"] = Dots, ["pt"] = Slashes, ["ro"] = Dots, ["ru"] = Dots, ["sk"] = Dots, ["sl"] = Dots, ["sq"] = Dots,
        ["sr"] = Dots, ["sv"] = YearFirst, ["th"] = Slashes, ["tr"] = Dots, ["uk"] = Dots, ["vi"] = "HH:mm:ss dd/MM/yyyy",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The format of a locale or of its language; null for one that is not known.</summary>
    public static string? Find(string locale) => ByLocale.GetValueOrDefault(locale) ?? ByLocale.GetValueOrDefault(locale.To(2));
}
