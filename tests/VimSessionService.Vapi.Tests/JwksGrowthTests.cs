using VimSessionService.Testing;
using VimSessionService.Vapi.OpenId;

namespace VimSessionService.Vapi.Tests;

/// <summary>The work on the keys of an OpenID provider grows with their document and no faster.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class JwksGrowthTests
{
    private const string Name = "growth of keys";

    private static readonly Dictionary<string, (Func<int, string> Make, int N)> Documents = new(StringComparer.Ordinal)
    {
        ["keys"] = (n => $$"""{"keys":[{{List(n, i => $$"""{"kty":"RSA","use":"sig","kid":"{{i}}","n":"AQAB","e":"AQAB"}""")}}]}""", 150),
        ["keys that are none"] = (n => $$"""{"keys":[{{List(n, _ => """{"kty":"oct","k":"AA"}""")}}]}""", 300),
        ["the number of a key"] = (n => $$"""{"keys":[{"kty":"RSA","n":"{{new string('A', n)}}","e":"AQAB"}]}""", 10_000),
        ["certificates of a key"] = (n => $$"""{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB","x5c":[{{List(n, _ => "\"MAA=\"")}}]}]}""", 1_000),
        ["members of a key"] = (n => $$"""{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB",{{List(n, i => $"\"x{i}\":1")}}}]}""", 800),
        ["members of the document"] = (n => $$"""{ {{List(n, i => $"\"x{i}\":1")}},"keys":[]}""", 800),
        ["escapes"] = (n => $$"""{"keys":[{"kty":"{{string.Concat(Enumerable.Repeat("\\u0061", n))}}"}]}""", 2_000),
        ["brackets"] = (n => new string('[', n), 10_000),
        ["what does not end"] = (n => "{\"keys\":[{\"kid\":\"" + new string('a', n), 10_000),
    };

    public static TheoryData<string> Names => [.. Documents.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_set_of_keys(string what) => Growth.AssertLinear(what, Documents[what].Make, static json =>
    {
        try
        {
            Assert.NotEmpty(JwksDocument.Read(json));
        }
        catch (FormatException)
        {
            // To refuse must not cost more either.
        }
    }, Documents[what].N);

    private static string List(int n, Func<int, string> make) => string.Join(',', Enumerable.Range(0, n).Select(make));
}
