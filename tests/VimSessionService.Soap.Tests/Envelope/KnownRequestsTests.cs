using System.Text;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Soap.Tests.Envelope;

/// <summary>A request that comes again is not read again, unless it may hold a secret.</summary>
public sealed class KnownRequestsTests
{
    private const string Logout = """<Logout xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this></Logout>""";

    private readonly SoapRequestReader _reader = new(maxDepth: 64);

    [Fact]
    public void From_the_second_time_on_a_request_is_known()
    {
        var first = Read(Logout, LogoutRequest.Method).Request;
        var second = Read(Logout, LogoutRequest.Method).Request;
        Read(IsActive("52-1"), SessionIsActiveRequest.Method);

        Assert.NotSame(first, second);
        Assert.Same(second, Read(Logout, LogoutRequest.Method).Request);
        Assert.Equal(new ManagedObjectReference("SessionManager", "SessionManager"), Read(Logout, LogoutRequest.Method).Target);
    }

    [Fact]
    public void The_envelope_is_known_with_it()
    {
        const string call = """<Logout xmlns="urn:vim2" versionId="4.1"><_this type="SessionManager">SessionManager</_this></Logout>""";
        for (var i = 0; i < 3; i++)
            Read(call, LogoutRequest.Method);

        var envelope = _reader.ReadEnvelope(Document(call));

        Assert.Equal(("Logout", "urn:vim2", "4.1"), (envelope.Operation, envelope.Namespace, envelope.VersionId));
    }

    [Fact]
    public void A_request_that_differs_in_one_byte_is_another()
    {
        for (var i = 0; i < 3; i++)
        {
            foreach (var key in new[] { "52-1", "52-2", "53-1" })
                Assert.Equal(key, ((SessionIsActiveRequest)Read(IsActive(key), SessionIsActiveRequest.Method).Request).SessionID);
        }
    }

    [Fact]
    public void What_is_broken_stays_broken()
    {
        for (var i = 0; i < 3; i++)
            Read(Logout, LogoutRequest.Method);
        var whole = Document(Logout);

        Assert.Throws<VimDecodeException>(() =>
        {
            _reader.ReadEnvelope(whole[..^1]);
            _reader.ReadArguments(LogoutRequest.Method);
        });
        Assert.Equal("SessionManager", Read(Logout, LogoutRequest.Method).Target.Value);
    }

    [Fact]
    public void Nothing_is_kept_of_a_call_that_takes_a_secret()
    {
        var methods = VimManagedTypes.SessionManager.Methods.Where(static method => method.TakesSecrets).Select(static method => method.Name);
        Assert.Equal(["CloneSession", "Login", "LoginBySSPI"], methods.Order(StringComparer.Ordinal));

        const string login = """<Login xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this><userName>root</userName><password>secret</password></Login>""";
        Assert.Equal(4, Enumerable.Range(0, 4).Select(_ => Read(login, LoginRequest.Method).Request).Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public void Nothing_is_kept_of_a_call_with_headers()
    {
        const string header = "<e:Header><vcSessionCookie>secret</vcSessionCookie></e:Header>";
        Assert.Equal(4, Enumerable.Range(0, 4).Select(_ => Read(Logout, LogoutRequest.Method, header).Request).Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public void Only_the_latest_few_are_known_and_none_that_is_long()
    {
        var known = KnownAfterTwice(Logout, LogoutRequest.Method);
        for (var i = 0; i < 8; i++)
            Read(IsActive($"other-{i}"), SessionIsActiveRequest.Method);
        Assert.NotSame(known, Read(Logout, LogoutRequest.Method).Request);

        var longOne = IsActive(new string('5', 4096));
        Assert.NotSame(KnownAfterTwice(longOne, SessionIsActiveRequest.Method), Read(longOne, SessionIsActiveRequest.Method).Request);
    }

    private VimRequest KnownAfterTwice(string call, VimMethod method)
    {
        Read(call, method);
        return Read(call, method).Request;
    }

    private static string IsActive(string key) =>
        $"""<SessionIsActive xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this><sessionID>{key}</sessionID><userName>root</userName></SessionIsActive>""";

    private (ManagedObjectReference Target, VimRequest Request) Read(string call, VimMethod method, string header = "")
    {
        _reader.ReadEnvelope(Document(call, header));
        return _reader.ReadArguments(method);
    }

    private static ArraySegment<byte> Document(string call, string header = "") => Encoding.UTF8.GetBytes(
        $"""<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{header}<e:Body>{call}</e:Body></e:Envelope>""");
}
