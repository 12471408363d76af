using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory.Extensions;

/// <summary>
/// The texts of one kind that an extension brought for its privileges and events (ExtensionResourceInfo of the published API), for a reader
/// of one locale. They are looked through once, when it is made.
/// </summary>
internal sealed class ExtensionTexts
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>
    /// Takes the texts in a locale, else in its language, else in English. A language takes the texts for any country, a country those for
    /// itself or for its language alone.
    /// </summary>
    /// <param name="extension">The extension.</param>
    /// <param name="module">The kind of texts: <c>auth</c>, <c>event</c> and so on.</param>
    /// <param name="locale">The reader's locale.</param>
    public ExtensionTexts(Extension extension, string module, string locale)
    {
        var language = Language(locale);
        ExtensionResourceInfo[] ofModule = [.. (extension.ResourceList ?? []).Where(resource => Same(resource.Module, module))];
        Take(written => Same(written, locale));
        Take(written => Same(language == locale ? Language(written) : written, language));
        Take(static written => Same(Language(written), "en"));

        // What was taken before goes before.
        void Take(Func<string, bool> isFor)
        {
            foreach (var text in ofModule.Where(resource => isFor(resource.Locale)).SelectMany(static resource => resource.Data))
                _texts.TryAdd(text.Key, text.Value);
        }
    }

    /// <summary>The text of a name; null when the extension brought none.</summary>
    public string? Find(string key) => _texts.GetValueOrDefault(key);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string Language(string locale) => locale.Split('_', '-')[0];
}
