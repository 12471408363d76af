using VimSessionService.Vim25;

namespace VimSessionService.Core.Extensions;

/// <summary>Texts that an extension brought for its privileges and events (ExtensionResourceInfo of the published API).</summary>
public static class ExtensionTexts
{
    /// <summary>
    /// A text in a locale, else in its language, else in English; null when the extension brought none. A language takes the texts
    /// for any country, a country those for itself or for its language alone.
    /// </summary>
    /// <param name="extension">The extension.</param>
    /// <param name="module">The kind of texts: <c>auth</c>, <c>event</c> and so on.</param>
    /// <param name="locale">The reader's locale.</param>
    /// <param name="key">The name of the text.</param>
    public static string? Find(Extension extension, string module, string locale, string key)
    {
        var language = Language(locale);
        return In(written => Same(written, locale))
            ?? In(written => Same(language == locale ? Language(written) : written, language))
            ?? In(static written => Same(Language(written), "en"));

        string? In(Func<string, bool> isFor) => extension.ResourceList?
            .Where(resource => Same(resource.Module, module) && isFor(resource.Locale))
            .SelectMany(static resource => resource.Data)
            .FirstOrDefault(text => text.Key == key)?.Value;
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string Language(string locale) => locale.Split('_', '-')[0];
}
