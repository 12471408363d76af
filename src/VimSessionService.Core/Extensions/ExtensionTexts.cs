using VimSessionService.Vim25;

namespace VimSessionService.Core.Extensions;

/// <summary>Texts that an extension brought for its privileges and events (ExtensionResourceInfo of the published API).</summary>
public static class ExtensionTexts
{
    /// <summary>
    /// A text in a locale, else in its language, else in English; null when the extension brought none.
    /// </summary>
    /// <param name="extension">The extension.</param>
    /// <param name="module">The kind of texts: <c>auth</c>, <c>event</c> and so on.</param>
    /// <param name="locale">The reader's locale.</param>
    /// <param name="key">The name of the text.</param>
    public static string? Find(Extension extension, string module, string locale, string key) =>
        In(extension, module, key, locale) ?? In(extension, module, key, Language(locale)) ?? In(extension, module, key, "en");

    private static string? In(Extension extension, string module, string key, string locale)
    {
        // "de" finds what is written for "de_DE" too, "de_AT" only what is for "de_AT".
        var isLanguage = locale == Language(locale);
        return extension.ResourceList?
            .Where(resource => resource.Module.Equals(module, StringComparison.OrdinalIgnoreCase)
                && (isLanguage ? Language(resource.Locale) : resource.Locale).Equals(locale, StringComparison.OrdinalIgnoreCase))
            .SelectMany(static resource => resource.Data)
            .FirstOrDefault(text => text.Key == key)?.Value;
    }

    private static string Language(string locale) => locale.Split('_', '-')[0];
}
