using VimSessionService.Testing;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>The work on a call grows no faster than its headers. A server bounds them; other hosts of the endpoint may not.</summary>
[Collection(AloneCollection.Name)]
public sealed class HeaderGrowthTests : IDisposable
{
    private static readonly Dictionary<string, (int N, string Name, Func<int, string[]> Lines)> Headers = new(StringComparer.Ordinal)
    {
        ["characters of a cookie"] = (50_000, "Cookie", n => ["a=" + new string('a', n)]),
        ["cookies"] = (5_000, "Cookie", n => [Repeat(n, i => $"a{i}=b; ")]),
        ["lines of cookies"] = (5_000, "Cookie", n => [.. Enumerable.Range(0, n).Select(static i => $"a{i}=b")]),
        ["cookies of sessions"] = (2_000, "Cookie", n => [Repeat(n, i => $"vmware_soap_session=\"{i}\"; ")]),
        ["quotes of a cookie"] = (50_000, "Cookie", n => ["vmware_soap_session=" + new string('"', n)]),
        ["blanks of a cookie"] = (50_000, "Cookie", n => ["vmware_soap_session" + new string(' ', n) + "=a"]),
        ["characters of an action"] = (50_000, "SOAPAction", n => ["urn:vim25/" + new string('8', n)]),
        ["parts of an action"] = (20_000, "SOAPAction", n => ["urn:vim25/" + Repeat(n, _ => "8.")]),
        ["quotes of an action"] = (50_000, "SOAPAction", n => [new string('"', n)]),
        ["content encodings"] = (5_000, "Content-Encoding", n => [Repeat(n, _ => "identity, ")]),
        ["accepted encodings"] = (5_000, "Accept-Encoding", n => [Repeat(n, _ => "br;q=0.1, ")]),
        ["parameters of an accepted encoding"] = (5_000, "Accept-Encoding", n => ["gzip" + Repeat(n, _ => ";a=b")]),
        ["characters of an agent"] = (50_000, "User-Agent", n => [new string('a', n)]),
        ["characters of a host"] = (50_000, "Host", n => [new string('a', n)]),
        ["colons of a host"] = (50_000, "Host", n => [new string(':', n)]),
    };

    private readonly TestService _service = new();

    public static TheoryData<string> Names => [.. Headers.Keys];

    public void Dispose() => _service.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_work_grows_as_the_header(string what)
    {
        var (n, name, lines) = Headers[what];
        await Growth.AssertLinearAsync(what, lines, given => SendAsync(name, given), n);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_memory_is_a_fixed_multiple_of_the_header(string what)
    {
        var (n, name, lines) = Headers[what];
        var given = lines(4 * n);
        await Growth.AssertMemoryAsync(what, given.Sum(static line => line.Length), 60, () => SendAsync(name, given), constant: 200_000);
    }

    private async Task SendAsync(string name, string[] lines)
    {
        var answer = await _service.SendAsync(TestService.Request("<RetrieveServiceContent _NS><_this>ServiceInstance</_this></RetrieveServiceContent>").With(name, lines));
        Assert.True(answer.Status == 200, answer.Answer);
        _service.Calls.Clear();
    }

    private static string Repeat(int n, Func<int, string> make) => string.Concat(Enumerable.Range(0, n).Select(make));
}
