using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Directory.Extensions;

public class ExtensionTextsTests
{
    private static readonly Extension Painter = Registered.Extension("painter") with
    {
        ResourceList =
        [
            Texts("en_US", "event", "Painted.description", "Painted"),
            Texts("de", "event", "Painted.description", "Gemalt"),
            Texts("zh_CN", "event", "Painted.description", "画"),
            Texts("de", "auth", "Paint.label", "Malen"),
        ],
    };

    [Theory]
    [InlineData("event", "de", "Painted.description", "Gemalt")]
    [InlineData("event", "de_AT", "Painted.description", "Gemalt")]
    [InlineData("event", "zh_CN", "Painted.description", "画")]
    [InlineData("event", "zh_TW", "Painted.description", "Painted")] // written otherwise than in zh_CN
    [InlineData("event", "zh", "Painted.description", "画")]
    [InlineData("event", "en", "Painted.description", "Painted")]
    [InlineData("event", "fr", "Painted.description", "Painted")]
    [InlineData("EVENT", "DE", "Painted.description", "Gemalt")]
    [InlineData("auth", "de", "Paint.label", "Malen")]
    [InlineData("auth", "en", "Paint.label", null)]
    [InlineData("auth", "de", "Painted.description", null)]
    [InlineData("event", "de", "Other.description", null)]
    public void A_text_is_found_in_the_locale_its_language_or_English(string module, string locale, string key, string? text) =>
        Assert.Equal(text, new ExtensionTexts(Painter, module, locale).Find(key));

    [Fact]
    public void Without_texts_there_is_none() => Assert.Null(new ExtensionTexts(Registered.Extension("x"), "event", "en").Find("x"));

    private static ExtensionResourceInfo Texts(string locale, string module, string key, string value) =>
        new() { Locale = locale, Module = module, Data = [new KeyValue { Key = key, Value = value }] };
}
