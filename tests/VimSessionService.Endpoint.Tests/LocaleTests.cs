using System.Text.RegularExpressions;
using VimSessionService.Core.Messages;

namespace VimSessionService.Endpoint.Tests;

/// <summary>Every text that a client sees is in the language of its session (specification, SetLocale, supportedLocaleList).</summary>
public sealed partial class LocaleTests : IDisposable
{
    private readonly TestService _service = new();

    public void Dispose() => _service.Dispose();

    public static TheoryData<string, string> InvalidLogins => new()
    {
        { "en", "Cannot complete login due to an incorrect user name or password." },
        { "de", "Die Anmeldung ist fehlgeschlagen: Benutzername oder Kennwort ist falsch." },
        { "fr", "Connexion impossible : nom d’utilisateur ou mot de passe incorrect." },
        { "ja", "ユーザー名またはパスワードが正しくないため、ログインできません。" },
        { "ko", "사용자 이름 또는 암호가 올바르지 않아 로그인할 수 없습니다." },
        { "zh_CN", "用户名或密码不正确，无法完成登录。" },
        { "zh_TW", "使用者名稱或密碼不正確，無法完成登入。" },
        { "de_AT", "Die Anmeldung ist fehlgeschlagen: Benutzername oder Kennwort ist falsch." }, // its language
        { "zh", "用户名或密码不正确，无法完成登录。" }, // the first of its language
        { "es", "Cannot complete login due to an incorrect user name or password." }, // the server's own
    };

    public static TheoryData<string> Foreign => ["de", "fr", "ja", "ko", "zh_CN", "zh_TW"];

    [Theory]
    [MemberData(nameof(InvalidLogins))]
    public async Task A_refused_login_is_told_in_the_language_it_asked_for(string locale, string text)
    {
        var answer = await _service.CallAsync(TestService.LoginBody("reader", "wrong", $"<locale>{locale}</locale>"));
        Assert.Contains($"<faultstring>{text}</faultstring>", answer.Answer, StringComparison.Ordinal);
        Assert.Equal("Cannot complete login due to an incorrect user name or password.", Text(await _service.CallAsync(TestService.LoginBody("reader", "wrong"))));
    }

    [Theory]
    [MemberData(nameof(InvalidLogins))]
    public async Task Faults_follow_SetLocale(string locale, string text)
    {
        var cookie = await _service.LoginAsync("reader", "s3cret-R");
        await _service.CallAsync($"<SetLocale _NS><_this>SessionManager</_this><locale>{locale}</locale></SetLocale>", cookie);
        Assert.Equal(text, Text(await _service.CallAsync(TestService.LoginBody("reader", "s3cret-R"), cookie)));
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Faults_and_events_follow_the_locale_of_the_login(string locale)
    {
        var english = await TextsAsync("en");
        var own = await TextsAsync(locale);
        for (var i = 0; i < english.Length; i++)
        {
            Assert.NotEqual("", own[i]);
            Assert.NotEqual(english[i], own[i]);
        }
    }

    [Fact]
    public async Task Each_reader_of_an_event_sees_it_in_his_own_language()
    {
        var german = await LoginAsync("de");
        var japanese = await LoginAsync("ja");
        Assert.Contains("hat sich angemeldet als", await LatestAsync(german), StringComparison.Ordinal);
        Assert.Contains("としてログインしました", await LatestAsync(japanese), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_locale_is_told_in_the_language_the_session_has()
    {
        var cookie = await LoginAsync("fr");
        Assert.Equal(
            "Les paramètres régionaux fournis sont non valides ou inconnus.",
            Text(await _service.CallAsync("<SetLocale _NS><_this>SessionManager</_this><locale>xx</locale></SetLocale>", cookie)));
        Assert.Equal("Invalid or unknown locale provided.", Text(await _service.CallAsync(TestService.LoginBody("reader", "s3cret-R", "<locale>xx</locale>"))));
    }

    [Fact]
    public async Task The_catalogues_are_those_of_the_sessions_language_with_their_checksums()
    {
        var answer = (await _service.CallAsync(TestService.Fetch("catalog", "LocalizationManager"), await LoginAsync("de_CH"))).Answer;
        var file = _service.Get<CatalogFiles>().Find("/de/faults.vmsg")!;
        Assert.Contains(
            "<LocalizationManagerMessageCatalog xsi:type=\"LocalizationManagerMessageCatalog\"><moduleName></moduleName><catalogName>faults</catalogName><locale>de</locale>"
            + $"<catalogUri>/locale/de/faults.vmsg</catalogUri><lastModified>2024-02-03T04:05:06Z</lastModified><md5sum>{file.Md5}</md5sum><version>",
            answer,
            StringComparison.Ordinal);
        Assert.DoesNotContain("<locale>en</locale>", answer, StringComparison.Ordinal);
    }

    /// <summary>NoPermission, InvalidLogin, InvalidRequest (method, member) and an event, as a session of the locale sees them.</summary>
    private async Task<string[]> TextsAsync(string locale)
    {
        var cookie = await LoginAsync(locale);
        return
        [
            Text(await _service.CallAsync("<UpdateServiceMessage _NS><_this>SessionManager</_this><message>x</message></UpdateServiceMessage>", cookie)),
            Text(await _service.CallAsync("<CloneSession _NS><_this>SessionManager</_this><cloneTicket>x</cloneTicket></CloneSession>", cookie)),
            Text(await _service.CallAsync("<NoSuchMethod _NS><_this>SessionManager</_this></NoSuchMethod>", cookie)),
            Text(await _service.CallAsync("<SetLocale _NS><_this>SessionManager</_this></SetLocale>", cookie)),
            await LatestAsync(cookie),
        ];
    }

    private async Task<string> LoginAsync(string locale) =>
        (await _service.CallAsync(TestService.LoginBody("reader", "s3cret-R", $"<locale>{locale}</locale>"))).AnswerHeaders["Set-Cookie"].Split(';')[0];

    private async Task<string> LatestAsync(string cookie) =>
        EventText().Match((await _service.CallAsync(TestService.Fetch("latestEvent", "EventManager"), cookie)).Answer).Groups["text"].Value;

    private static string Text(TestExchange answer) => FaultText().Match(answer.Answer).Groups["text"].Value;

    [GeneratedRegex("<faultstring>(?<text>[^<]*)</faultstring>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FaultText();

    [GeneratedRegex("<fullFormattedMessage>(?<text>[^<]*)</fullFormattedMessage>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex EventText();
}
