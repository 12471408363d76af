using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;
using VimSessionService.Identity.Lookup;
using VimSessionService.Identity.Sts;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Identity.Tests.Sts;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Tests;

/// <summary>
/// The messages of single sign-on have the time of a call, <c>--max-request-time</c>. The clock of these tests goes on by a second each time it is looked at,
/// which the reader does after 256 elements and the canonical form at its begin and after 16 KiB.
/// </summary>
public sealed class WorkTimeTests
{
    private const string Elements = "<a/>";

    private static readonly ClientInfo Client = new(IPAddress.Loopback, "test");

    [Fact]
    public async Task A_request_for_a_token_has_so_much_time_and_no_more()
    {
        Assert.Equal(200, (await SendAsync(10)).Status);
        var (refused, reason) = await SendAsync(3_000) is var answer ? (answer.Status, answer.Reason) : default;
        Assert.Equal(500, refused);
        Assert.Contains("longer than 00:00:04 of work (--max-request-time)", reason, StringComparison.Ordinal);

        async Task<StsAnswer> SendAsync(int elements)
        {
            using var world = new StsWorld(settings: new StsOptions { Message = Limits(4) });
            return await world.SendAsync(world.Message() with { Further = $"<Claims>{Repeat(elements)}</Claims>" });
        }
    }

    /// <summary>The message is read in time, and so is each canonical form, but not all of them.</summary>
    [Fact]
    public async Task The_canonical_forms_of_a_message_have_it_together()
    {
        Assert.Equal(200, (await SendAsync(60)).Status);
        var answer = await SendAsync(2);
        Assert.Contains("of work (--max-request-time)", answer.Reason, StringComparison.Ordinal);

        async Task<StsAnswer> SendAsync(int seconds)
        {
            using var world = new StsWorld(settings: new StsOptions { Message = Limits(seconds) });
            return await world.SendAsync(world.Message(world.Solution) with { Further = $"<Claims>{new string('x', 60_000)}</Claims>" });
        }
    }

    [Fact]
    public async Task A_login_by_token_has_it()
    {
        var token = new TokenMaker { Extra = $"<saml2:Advice>{string.Concat(Enumerable.Repeat("<saml2:AssertionIDRef>x</saml2:AssertionIDRef>", 1_200))}</saml2:Advice>" }.Make();
        await ValidateAsync(60, MessageSecurity.Of(Encoding.UTF8.GetBytes(new MessageMaker { Token = token }.Make())));
        await Assert.ThrowsAsync<ProofRefusedException>(() => ValidateAsync(2, MessageSecurity.Of(Encoding.UTF8.GetBytes(new MessageMaker { Token = token }.Make()))));

        static Task<FederatedPrincipal> ValidateAsync(int seconds, CallerProof proof) =>
            new Verifying(Verifying.Settings with { Message = Limits(seconds) }).Validator.ValidateAsync(proof, Client, TestContext.Current.CancellationToken).AsTask();
    }

    [Fact]
    public void A_call_to_the_lookup_service_has_it()
    {
        Assert.Equal(200, Answer(10).Status);
        var late = Answer(3_000);
        Assert.Equal((500, "InvalidRequest"), (late.Status, late.Fault));
        Assert.Contains("longer than 00:00:04 of work (--max-request-time)", late.Reason, StringComparison.Ordinal);

        static LookupAnswer Answer(int elements) => new LookupService(
            new LookupInstance { SsoDomain = "vsphere.local", InstanceUuid = Guid.Empty, ApiVersion = "8.0.3.0", Message = Limits(4) }).Answer(
                Encoding.UTF8.GetBytes(
                    $"<e:Envelope xmlns:e=\"{XmlNames.Soap}\"><e:Body><List xmlns=\"urn:lookup\"><_this>ServiceRegistration</_this><filterCriteria>{Repeat(elements)}</filterCriteria></List></e:Body></e:Envelope>"),
                ServiceAddress.Unknown,
                TestContext.Current.CancellationToken);
    }

    /// <summary>A password that waits to be checked, or a negotiation that waits for its client, is no work on the message.</summary>
    [Fact]
    public void Waiting_between_pieces_of_work_is_not_counted()
    {
        var time = new FakeTimeProvider();
        var document = MessageDocument.Load("<a>text</a>"u8.ToArray(), new MessageLimits { MaxTime = TimeSpan.FromSeconds(4), Time = time }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 3; i++)
        {
            time.Advance(TimeSpan.FromHours(1));
            using var output = new CanonicalOutput(document, static _ => { });
            time.Advance(TimeSpan.FromSeconds(1));
        }

        using (new CanonicalOutput(document, static _ => { }))
            time.Advance(TimeSpan.FromSeconds(2));
        Assert.Throws<ProofRefusedException>(() => new CanonicalOutput(document, static _ => { }));
    }

    private static MessageLimits Limits(int seconds) => new()
    {
        MaxTime = TimeSpan.FromSeconds(seconds),
        Time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) },
    };

    private static string Repeat(int elements) => string.Concat(Enumerable.Repeat(Elements, elements));
}
