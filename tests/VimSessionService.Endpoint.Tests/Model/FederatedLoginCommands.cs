using System.Text;
using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>Logins of those whom somebody else vouches for: an issuer of tokens, or a security context.</summary>
internal static class FederatedLoginCommands
{
    /// <summary>The names in tokens, and who bears them.</summary>
    private static readonly (string NameId, string User)[] Subjects =
    [
        ("Administrator@VSPHERE.LOCAL", SessionModel.Administrator), ("reader@localos", "reader"), ("nobody@localos", "nobody"), ("ada@EXAMPLE.COM", SessionModel.Stranger),
    ];

    /// <summary>First tokens of a security context; the client is told to come again at those that end in a question mark.</summary>
    private static readonly string[] FirstTokens = [SessionModel.Administrator, "reader?", SessionModel.Administrator + "?", "nobody?", "reader", "nobody", EchoNegotiator.Garbage];

    /// <summary>What tokens are like: of bearers that are good for five minutes, and of those that are bound to a key, unless said otherwise. Undelegated ones are of bearers.</summary>
    public static readonly string[] Kinds = ["Bearer", "Bearer", "Bearer", "Key", "Key", "WrongKey", "Expired", "Untrusted", "Undelegated", "Undelegated"];

    public static Task LoginByToken(Machine machine, ModelClient client, int choice)
    {
        var locale = choice % 2 == 0 ? Machine.Pick(Machine.Locales, choice / 2) : null;
        if (choice % 19 == 0)
            return machine.BeginAsync(client, "LoginByNothing", Call(locale), machine.Model.LoginByToken(client, token: null, locale));
        var token = (choice % 7) switch
        {
            0 or 1 => Machine.Pick(machine.Model.Tokens, choice / 7),
            2 => machine.Model.Tokens.FindLast(static known => known.Kind == "Exchanged"),
            _ => null,
        };
        token ??= Make(machine, choice / 2, locale);
        return machine.BeginAsync(client, "LoginBy" + token.Kind, token.Message, machine.Model.LoginByToken(client, token, token.Locale));
    }

    public static async Task LoginBySspi(Machine machine, ModelClient client, int choice)
    {
        // An answer is mostly that of a client who was asked for one, in time or too late.
        var token = choice % 2 == 0 ? EchoNegotiator.Challenge : Machine.Pick(FirstTokens, choice / 2)!;
        if (choice % 4 == 0)
            client = Array.Find(machine.Clients, other => other.Negotiation is not null) ?? client;
        var locale = choice % 7 == 0 ? Machine.Pick(Machine.Locales, choice / 7) : null;
        var expected = machine.Model.LoginBySspi(client, token, locale);
        var body = $"<LoginBySSPI _NS><_this>SessionManager</_this><base64Token>{Base64(token)}</base64Token>{Element(locale)}</LoginBySSPI>";
        var answer = await machine.BeginAsync(client, token == EchoNegotiator.Challenge ? "AnswerSspi" : "LoginBySspi", body, expected);
        if (expected == "SSPIChallenge")
        {
            // The client needs both to go on.
            Assert.Equal(Base64(EchoNegotiator.Challenge), Machine.Between(answer, "<base64Token>", "</base64Token>"));
            Assert.NotNull(client.Cookie);
        }
    }

    /// <summary>A message with a new token, as the choice has it: good or not, of a bearer or of the holder of a key.</summary>
    public static ModelToken Make(Machine machine, int choice, string? locale)
    {
        var (nameId, user) = Machine.Pick(Subjects, choice);
        var model = machine.Model;
        var kind = Machine.Pick(Kinds, choice / Subjects.Length)!;
        var token = new ModelToken
        {
            Kind = kind,
            ClaimedName = nameId,
            User = user,
            Locale = locale,
            Ends = model.Now + TimeSpan.FromMinutes(kind == "Expired" ? -10 : 5),
            IsOfTrustedIssuer = kind != "Untrusted",
            IsBoundToKey = kind is "Key" or "WrongKey",
            IsSignedByThatKey = kind == "Key",
            IsDelegatable = kind != "Undelegated",
            MessageEnds = model.Now + TimeSpan.FromMinutes(1),
        };
        var maker = new TokenMaker
        {
            NameId = nameId,
            NameFormat = null,
            Groups = user == SessionModel.Stranger ? [Machine.Operators] : [],
            NotBefore = Moment(model.Now - TimeSpan.FromMinutes(20)),
            NotOnOrAfter = Moment(token.Ends),
            Signer = token.IsOfTrustedIssuer ? TestKeys.Sts : TestKeys.Attacker,
            Holder = token.IsBoundToKey ? TestKeys.Holder : null,
        };
        if (!token.IsDelegatable)
            maker = maker with { Conditions = "" };
        token.Assertion = maker.Make();
        var message = token.IsBoundToKey
            ? MessageMaker.HolderOfKey(maker, token.IsSignedByThatKey ? TestKeys.Holder : TestKeys.Attacker)
            : new MessageMaker { Token = token.Assertion };
        return Add(machine, token, message);
    }

    /// <summary>The token that an access token was exchanged for.</summary>
    public static ModelToken Take(Machine machine, ModelAccess access, TimeSpan ends, string assertion)
    {
        var token = new ModelToken
        {
            Kind = "Exchanged",
            ClaimedName = access.Claim,
            User = access.User,
            Locale = null,
            Ends = ends,
            IsOfTrustedIssuer = true,
            IsBoundToKey = false,
            IsSignedByThatKey = false,
            IsDelegatable = true,
            MessageEnds = machine.Model.Now + TimeSpan.FromMinutes(1),
            Assertion = assertion,
        };
        return Add(machine, token, new MessageMaker { Token = assertion });
    }

    private static ModelToken Add(Machine machine, ModelToken token, MessageMaker message)
    {
        machine.Model.Tokens.Add(token);
        token.Message = (message with
        {
            Call = Call(token.Locale).Replace("_NS", "xmlns=\"urn:vim25\"", StringComparison.Ordinal),
            TimestampId = $"_ts-{machine.Model.Tokens.Count}",
            Created = Moment(machine.Model.Now),
            Expires = Moment(token.MessageEnds),
        }).Make();
        return token;
    }

    private static string Call(string? locale) => $"<LoginByToken _NS><_this type=\"SessionManager\">SessionManager</_this>{Element(locale)}</LoginByToken>";

    private static string Element(string? locale) => locale is null ? "" : $"<locale>{locale}</locale>";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static DateTimeOffset Moment(TimeSpan passed) => TestKeys.Now + passed;
}
