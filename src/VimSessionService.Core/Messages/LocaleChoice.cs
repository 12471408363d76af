namespace VimSessionService.Core.Messages;

/// <summary>The locales of a session.</summary>
/// <param name="Locale">For dates and numbers: the one that was asked for.</param>
/// <param name="MessageLocale">For texts: one of <see cref="LocaleCatalog.MessageLocales"/>.</param>
public readonly record struct LocaleChoice(string Locale, string MessageLocale);
