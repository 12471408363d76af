using System.Net;
using System.Text;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Detached;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Tests;

/// <summary>
/// Canonical form repeats the declaration of a namespace in every element that is in it. What a login by token signs that way is refused as soon as it is
/// larger than the message allows, though its signature is good.
/// </summary>
public sealed class MultipliedNamespaceTests
{
    private static readonly TokenMaker Holder = new() { Holder = TestKeys.Holder };

    /// <summary>A login whose signed part has so many elements of one long namespace.</summary>
    private static readonly Dictionary<string, Func<int, CallerProof>> Logins = new(StringComparer.Ordinal)
    {
        ["the token"] = n => Message(new MessageMaker { Token = Token(n) }),
        ["the message that the token's holder signed"] = n => Message(MessageMaker.HolderOfKey(Holder, TestKeys.Holder) with { Call = Elements(n) }),
        ["a token by itself"] = n => new DetachedToken(Encoding.UTF8.GetBytes(Token(n)), null),
    };

    public static TheoryData<string, int> Refused => [.. from login in Logins.Keys from multiple in new[] { 8, 3 } select (login, multiple)];

    public static TheoryData<string> Of => [.. Logins.Keys];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_login_by_token_is_refused_within_its_bound(string login, int multiple)
    {
        var refusal = await Assert.ThrowsAsync<ProofRefusedException>(() => ValidateAsync(Logins[login](5_000), multiple));
        Assert.Equal($"what is signed is more than {multiple} times as large in canonical form as the message (--max-canonical-multiple)", refusal.Message);
    }

    /// <summary>It is the number of elements that is refused, and nothing else of these logins.</summary>
    [Theory]
    [MemberData(nameof(Of))]
    public async Task A_few_of_them_are_accepted(string login) => Assert.NotNull(await ValidateAsync(Logins[login](10), 3));

    private static Task<FederatedPrincipal> ValidateAsync(CallerProof proof, int multiple) =>
        new Verifying(Verifying.Settings with { Message = new MessageLimits { CanonicalMultiple = multiple } }).Validator
            .ValidateAsync(proof, new ClientInfo(IPAddress.Loopback, "test"), TestContext.Current.CancellationToken).AsTask();

    private static MessageSecurity Message(MessageMaker message) => MessageSecurity.Of(Encoding.UTF8.GetBytes(message.Make()));

    private static string Token(int n) => new TokenMaker { Extra = $"<saml2:Advice>{Elements(n)}</saml2:Advice>" }.Make();

    private static string Elements(int n) => $"<a xmlns:p=\"urn:{new string('x', 900)}\">{string.Concat(Enumerable.Repeat("<p:b/>", n))}</a>";
}
