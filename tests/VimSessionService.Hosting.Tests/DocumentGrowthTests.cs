using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using VimSessionService.Testing;

namespace VimSessionService.Hosting.Tests;

/// <summary>The work on a request for a document grows no faster than its path, its query and its headers.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DocumentGrowthTests
{
    private const string Name = "documents";

    private static readonly Dictionary<string, (int N, Action<HttpRequest, int> Make, int Status)> Requests = new(StringComparer.Ordinal)
    {
        ["host of the WSDL"] = (20_000, static (request, n) => Ask(request, "/sdk/vimService.wsdl").Host = new HostString(new string('a', n)), 200),
        ["labels of the host of the WSDL"] = (20_000, static (request, n) => Ask(request, "/sdk/vimService.wsdl").Host = new HostString(string.Concat(Enumerable.Repeat("a.", n))), 200),
        ["query of the WSDL"] = (20_000, static (request, n) => Ask(request, "/sdk").QueryString = new QueryString("?wsdl" + new string('=', n)), 200),
        ["slashes before the versions"] = (20_000, static (request, n) => Ask(request, "/sdk" + new string('/', n) + "vimServiceVersions.xml"), 200),
        ["accepted encodings of the versions"] = (5_000, static (request, n) => Ask(request, "/sdk/vimServiceVersions.xml").Headers.AcceptEncoding = string.Concat(Enumerable.Repeat("br, ", n)), 200),
        ["name of a document"] = (20_000, static (request, n) => Ask(request, "/sdk/" + new string('a', n)), 404),
        ["name of a locale"] = (20_000, static (request, n) => Ask(request, $"/locale/{new string('_', n)}/auth.vmsg"), 404),
        ["name of a catalog"] = (9_000, static (request, n) => Ask(request, $"/locale/en/{new string('.', n)}.vmsg"), 404),
        ["segments of a path that is not there"] = (20_000, static (request, n) => Ask(request, string.Concat(Enumerable.Repeat("/a", n))), 404),
        ["segments of a ticketed path that is too long"] = (20_000, static (request, n) => Ask(request, "/folder" + string.Concat(Enumerable.Repeat("/a", n))), 400),
        ["query of a ticketed path that is too long"] = (20_000, static (request, n) => Ask(request, "/folder/a").QueryString = new QueryString("?" + string.Concat(Enumerable.Repeat("a=b&", n))), 400),
        ["host of the token service's WSDL"] = (20_000, static (request, n) =>
        {
            Ask(request, "/sts/STSService/vsphere.local").Host = new HostString(new string('a', n));
            request.QueryString = new QueryString("?wsdl");
        }, 200),
        ["releases of VI-JSON that a client offers"] = (30, static (request, n) => Hello(request, string.Join(',', Enumerable.Repeat("\"9.9.9.9\"", n))), 200),
        ["more releases of VI-JSON than there are"] = (5_000, static (request, n) => Hello(request, string.Join(',', Enumerable.Repeat("\"9.9.9.9\"", n))), 400),
        ["characters of a release of VI-JSON"] = (20_000, static (request, n) => Hello(request, $"\"{new string('9', n)}\""), 400),
        ["query of the lookup service"] = (20_000, static (request, n) => Ask(request, "/lookupservice/sdk").QueryString = new QueryString("?" + new string('&', n)), 500),
    };

    public static TheoryData<string> Names => [.. Requests.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_work_grows_as_the_request(string what)
    {
        var (n, make, status) = Requests[what];
        await using var app = await SomeHost.StartAsync(static options => options.Tickets.TicketedPaths = "/folder");
        var server = app.GetTestServer();
        await Growth.AssertLinearAsync(
            what,
            static size => size,
            async size =>
            {
                var answer = await server.SendAsync(context => make(context.Request, size), TestContext.Current.CancellationToken);
                Assert.Equal((HttpStatusCode)status, (HttpStatusCode)answer.Response.StatusCode);
                await answer.Response.Body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
            },
            n);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_memory_is_a_fixed_multiple_of_the_request_and_its_answer(string what)
    {
        var (n, make, status) = Requests[what];
        await using var app = await SomeHost.StartAsync(static options => options.Tickets.TicketedPaths = "/folder");
        var server = app.GetTestServer();
        var size = 0L;
        await SendAsync();
        await Growth.AssertMemoryAsync(what, size, 60, SendAsync, constant: 1_000_000);

        async Task SendAsync()
        {
            var answer = await server.SendAsync(context => make(context.Request, 4 * n), TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode)status, (HttpStatusCode)answer.Response.StatusCode);
            var request = answer.Request;
            using var body = new MemoryStream();
            await answer.Response.Body.CopyToAsync(body, TestContext.Current.CancellationToken);
            size = request.Host.Value!.Length + request.Path.Value!.Length + request.QueryString.Value!.Length + request.Headers.Sum(static header => header.Value.ToString().Length) + (request.ContentLength ?? 0) + body.Length;
        }
    }

    /// <summary>The choice of a release.</summary>
    private static void Hello(HttpRequest request, string releases)
    {
        Ask(request, "/api/vcenter/system").QueryString = new QueryString("?action=hello");
        request.Method = HttpMethods.Post;
        request.ContentType = "application/json";
        var body = Encoding.ASCII.GetBytes($"{{\"api_releases\":[{releases}]}}");
        request.Body = new MemoryStream(body);
        request.ContentLength = body.Length;
    }

    private static HttpRequest Ask(HttpRequest request, string path)
    {
        request.Method = HttpMethods.Get;
        request.Scheme = "https";
        request.Host = new HostString("vc.example.com");
        request.Path = new PathString(path);
        return request;
    }
}
