using VimSessionService.Core.Messages;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Messages;

public class LocaleCatalogTests
{
    [Fact]
    public void The_message_locales_are_those_of_a_real_server_in_its_order() =>
        Assert.Equal(["ja", "zh_CN", "en", "de", "zh_TW", "ko", "fr"], new LocaleCatalog().MessageLocales);

    [Fact]
    public void The_supported_locales_begin_with_the_message_locales_and_are_all_known()
    {
        var catalog = new LocaleCatalog();
        Assert.Equal(catalog.MessageLocales, catalog.SupportedLocales.Take(7));
        Assert.Equal(catalog.SupportedLocales.Count, catalog.SupportedLocales.Distinct(StringComparer.Ordinal).Count());
        Assert.All(catalog.SupportedLocales, locale => Assert.Equal(locale, catalog.Resolve(locale).Locale));
    }

    [Theory]
    [InlineData("en", "en", "en")]
    [InlineData("en_US", "en_US", "en")]
    [InlineData("zh_CN", "zh_CN", "zh_CN")]
    [InlineData("zh_TW", "zh_TW", "zh_TW")]
    [InlineData("zh", "zh", "zh_CN")]
    [InlineData("fr_CA", "fr_CA", "fr")]
    [InlineData("de", "de", "de")]
    [InlineData("ja_JP", "ja_JP", "ja")]
    [InlineData("nl_NL", "nl_NL", "en")]
    [InlineData("is", "is", "en")]
    [InlineData("EN_us", "en_US", "en")]
    public void A_known_locale_is_shown_as_asked_and_its_messages_fall_back(string asked, string locale, string messageLocale) =>
        Assert.Equal(new LocaleChoice(locale, messageLocale), new LocaleCatalog().Resolve(asked));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("e")]
    [InlineData("eng")]
    [InlineData("xx")]
    [InlineData("en_")]
    [InlineData("en_U")]
    [InlineData("en_XX")]
    [InlineData("xx_US")]
    [InlineData("en-US")]
    [InlineData("en_USA")]
    [InlineData("en_US.UTF-8")]
    [InlineData("zh_Hans")]
    [InlineData("en_ſs")]
    [InlineData("C")]
    [InlineData("POSIX")]
    public void A_malformed_or_unknown_locale_is_InvalidLocale(string asked)
    {
        var thrown = Assert.Throws<VimFaultException>(() => new LocaleCatalog().Resolve(asked));
        Assert.IsType<InvalidLocale>(thrown.Fault);
    }

    [Theory]
    [InlineData(null, "en", "en")]
    [InlineData("de", "de", "de")]
    [InlineData("fr_CA", "fr_CA", "fr")]
    [InlineData("nl", "nl", "en")]
    [InlineData("aa", "en", "en")]
    [InlineData("nonsense", "en", "en")]
    public void Without_a_locale_the_default_counts_and_an_unsupported_default_is_English(string? configured, string locale, string messageLocale)
    {
        var catalog = new LocaleCatalog(configured);
        Assert.Equal(locale, catalog.DefaultLocale);
        Assert.Equal(new LocaleChoice(locale, messageLocale), catalog.Resolve(null));
    }

    [Fact]
    public void Messages_fall_back_to_the_default_of_the_server() => Assert.Equal("de", new LocaleCatalog("de_AT").Resolve("nl").MessageLocale);

    [Fact]
    public void Every_two_letter_code_of_the_standards_is_known()
    {
        Assert.Equal(183, Count(2, pair => pair));
        Assert.Equal(249, Count(2, pair => $"en_{pair.ToUpperInvariant()}"));
    }

    private static int Count(int letters, Func<string, string> locale)
    {
        var catalog = new LocaleCatalog();
        var count = 0;
        for (var i = 0; i < Math.Pow(26, letters); i++)
        {
            try
            {
                catalog.Resolve(locale($"{(char)('a' + (i / 26))}{(char)('a' + (i % 26))}"));
                count++;
            }
            catch (VimFaultException)
            {
                // Not one of the standard's.
            }
        }

        return count;
    }
}
