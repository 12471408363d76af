using System.Globalization;
using System.Net;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Identity.Sts;
using VimSessionService.Tests.Shared;

namespace VimSessionService.Identity.Tests.Sts;

/// <summary>The requests in docs/compatibility/single-sign-on.md: each phrase of a row is proven by a request, and a row says nothing that is not.</summary>
public sealed class StsRequestPageTests : IDisposable
{
    private const string Method = "s:Assertion/s:Subject/s:SubjectConfirmation/@Method";
    private const string HolderOfKey = "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key";
    private const string SharedContext = "c";

    /// <summary>By the first cell of a row the phrases of its second one, each with its proof.</summary>
    private static readonly Dictionary<string, (string Phrase, Func<StsRequestPageTests, Task> Proof)[]> Proofs = new(StringComparer.Ordinal)
    {
        ["Issue by UsernameToken"] =
        [
            ("an account, by the check of Login", static async test =>
            {
                Assert.Equal("root@LOCALOS", (await test._world.IssueAsync(test._world.Message() with { User = ("root", StsWorld.Password) })).Subject);
                Assert.Equal("FailedAuthentication", (await test._world.SendAsync(test._world.Message() with { User = ("root", "wrong") })).Fault);
            }),
            ("with a signature by a certificate that no account has the token is bound to that key", static async test =>
            {
                var token = await test._world.IssueAsync(test._world.Message(test._world.Unknown) with { User = ("root", StsWorld.Password) });
                Assert.Equal(("root@LOCALOS", HolderOfKey), (token.Subject, token.All(Method).Single()));
            }),
        ],
        ["Issue by BinarySecurityToken and a signature over Timestamp and Body"] =
        [
            ("the account with that `Certificate` in the users file", static async test =>
                Assert.Equal("backup@VSPHERE.LOCAL", (await test._world.IssueAsync(test._world.Message(test._world.Solution))).Subject)),
            ("the extension that logs in by it", static async test =>
                Assert.Equal("com.example.ext@VSPHERE.LOCAL", (await test._world.IssueAsync(test._world.Message(test._world.Extension))).Subject)),
            ("it must be valid at the time of the request", static async test =>
            {
                test._world.Time.Advance(TimeSpan.FromDays(21));
                Assert.Contains("not valid now", (await test._world.SendAsync(test._world.Message(test._world.Solution))).Reason, StringComparison.Ordinal);
            }),
        ],
        ["Issue by a SAML token in the header, signed by its key"] =
        [
            ("the token's user", static async test =>
            {
                var token = await test._world.IssueAsync(test._world.Message(test._world.Solution));
                Assert.Equal("backup@VSPHERE.LOCAL", (await test._world.IssueAsync(test._world.Message(test._world.Solution) with { Delegatable = true, HeaderToken = token.Text })).Subject);
                Assert.Equal("FailedCheck", (await test._world.SendAsync(test._world.Message(test._world.Unknown) with { HeaderToken = token.Text })).Fault);
            }),
            ("the user who acts for them with it", static async test =>
            {
                var acting = await test.ActingAsync();
                var again = await test._world.IssueAsync(test._world.Message(test._world.Solution) with { HeaderToken = acting.Text });
                Assert.Equal(("Administrator@VSPHERE.LOCAL", "backup@VSPHERE.LOCAL"), (again.Subject, again.All("//del:Delegate/s:NameID").Single()));
            }),
        ],
        ["Issue by BinaryExchange (SPNEGO), Challenge for further legs"] =
        [
            ("whom the negotiation of `--sspi` proves", static async test => Assert.Equal("bob@CORP", (await test._world.IssueAsync(test.First([0]))).Subject)),
            ("one of the service's own domains needs an account", static async test =>
            {
                test._negotiator.Proven = new AccountName("ghost", "vsphere.local");
                Assert.Equal("FailedAuthentication", (await test._world.SendAsync(test.First([0]))).Fault);
                test._negotiator.Proven = new AccountName("administrator", "vsphere.local");
                Assert.Equal([@"vsphere.local\Administrators"], (await test._world.IssueAsync(test.First([0]))).All("//s:Attribute[@FriendlyName='Groups']/s:AttributeValue"));
            }),
            ("Several legs need a `Context` (a vCenter asks for one in any case)", static async test =>
                Assert.Equal("RequestFailed", (await test._world.SendAsync(test.First([1]) with { Context = null })).Fault)),
            ("wait for five minutes", static async test =>
            {
                await test._world.SendAsync(test.First([2]));
                test._world.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
                Assert.Equal(200, (await test._world.SendAsync(test.Next([1]))).Status);
                test._world.Time.Advance(TimeSpan.FromMinutes(5));
                Assert.Equal("FailedAuthentication", (await test._world.SendAsync(test.Next([0]))).Fault);
            }),
            ("a thousand of them", static async test =>
            {
                const int Most = 1024;
                for (var i = 0; i < Most; i++)
                    await test.BeginAsync(i, new IPAddress([10, 0, 0, (byte)(i / 32)]));
                Assert.Equal(0, test._negotiator.Ended);
                await test.BeginAsync(0, IPAddress.Parse("10.1.0.1"));
                Assert.Equal(1, test._negotiator.Ended);
            }),
            ($"{new NegotiationLimits().OfAddress}", static async test =>
            {
                for (var i = 0; i < new NegotiationLimits().OfAddress; i++)
                    await test.BeginAsync(i, IPAddress.Loopback);
                Assert.Equal(0, test._negotiator.Ended);
                await test.BeginAsync(new NegotiationLimits().OfAddress, IPAddress.Loopback);
                Assert.Equal(1, test._negotiator.Ended);
            }),
            ("2 MiB of one address (IPv6: network of 64 bits)", static async test =>
            {
                const int Padding = 120_000;
                var fit = 0;
                while (test._negotiator.Ended == 0)
                    await test.BeginAsync(fit, IPAddress.Parse($"2001:db8::{++fit:x}"), $"<Claims>{new string('x', Padding)}</Claims>");
                Assert.InRange(2 * 1024 * 1024, (fit - 1) * Padding, fit * (Padding + 4096));
            }),
            ("whose oldest gives way", static async test =>
            {
                for (var i = 0; i <= new NegotiationLimits().OfAddress; i++)
                    await test.BeginAsync(i, IPAddress.Loopback);
                Assert.Equal("FailedAuthentication", (await test._world.SendAsync(test.Next([0]) with { Context = "0" })).Fault);
                Assert.Equal(200, (await test._world.SendAsync(test.Next([0]) with { Context = "1" })).Status);
            }),
            ("The next leg comes from the same address, on the same connection while that is open", static async test =>
            {
                var caller = new StsCaller(IPAddress.Loopback, "one");
                await test._world.SendAsync(test.First([2]), caller);
                Assert.Equal("FailedAuthentication", (await test._world.SendAsync(test.Next([0]), caller with { Address = IPAddress.Parse("10.0.0.1") })).Fault);
                var other = test._world.SendAsync(test.Next([0]), caller with { Connection = "two" }).AsTask();
                test._world.Time.Advance(TimeSpan.FromSeconds(1));
                Assert.Equal("FailedAuthentication", (await other).Fault);
                Assert.Equal(200, (await test._world.SendAsync(test.Next([0]), caller)).Status);
            }),
            ("with a Context of 16 characters or more on any", static async test =>
            {
                foreach (var (length, isContinued) in new[] { (15, false), (16, true) })
                {
                    var context = new string('u', length);
                    await test._world.SendAsync(test.First([2]) with { Context = context }, new StsCaller(IPAddress.Loopback, "one"));
                    var other = test._world.SendAsync(test.Next([0]) with { Context = context }, new StsCaller(IPAddress.Loopback, "two")).AsTask();
                    test._world.Time.Advance(TimeSpan.FromSeconds(1));
                    Assert.Equal((length, isContinued ? 200 : 500), (length, (await other).Status));
                }
            }),
            ("The answer with the token brings the service's own proof, if there is one", static async test =>
                Assert.Contains(">AA==</BinaryExchange>", (await test._world.SendAsync(test.First([0]))).Content, StringComparison.Ordinal)),
            ("The security header of a Challenge needs a Timestamp alone", static async test =>
            {
                await test._world.SendAsync(test.First([2]));
                Assert.Equal("InvalidSecurity", (await test._world.SendAsync(test.Next([1]) with { HasTimestamp = false })).Fault);
                Assert.Equal(200, (await test._world.SendAsync(test.Next([1]))).Status);
            }),
        ],
        ["Issue with ActAs"] =
        [
            ("a user of the group `ActAsUsers`", static async test =>
            {
                Assert.Equal("Administrator@VSPHERE.LOCAL", (await test.ActingAsync()).Subject);
                await test.AssertRefusedAsync("ActAs without the group", "InvalidRequest");
            }),
            ("signed", static test => test.AssertRefusedAsync("ActAs unsigned", "InvalidSecurity")),
            ("with a delegatable token of another user", static test => test.AssertRefusedAsync("ActAs not delegatable", "InvalidRequest")),
        ],
        ["Issue with DelegateTo"] =
        [
            ("the account named", static async test =>
            {
                var token = await test._world.IssueAsync(test._world.Message() with { KeyType = "PublicKey", Further = IssueTests.Delegate("backup@vsphere.local") });
                Assert.Equal(("Administrator@VSPHERE.LOCAL", "backup@VSPHERE.LOCAL"), (token.Subject, token.All("//del:Delegate/s:NameID").Single()));
            }),
            ("which needs a `Certificate`", static test => test.AssertRefusedAsync("unknown delegate", "InvalidRequest")),
        ],
        ["Renew"] =
        [
            ("the owner of the renewable holder-of-key token", static async test =>
            {
                var token = await test._world.IssueAsync(test._world.Message(test._world.Solution) with { Renewable = true });
                Assert.Equal("backup@VSPHERE.LOCAL", (await test._world.IssueAsync(test._world.Message(test._world.Solution) with { Operation = "Renew", Target = token.Text })).Subject);
                await test.AssertRefusedAsync("Renew of what is not renewable", "UnableToRenew");
                await test.AssertRefusedAsync("Renew of a bearer token", "UnsupportedSecurityToken");
            }),
            ("which signs with its key", static test => test.AssertRefusedAsync("Renew by another key", "FailedCheck")),
        ],
        ["Validate"] =
        [
            ("anybody", static async test =>
            {
                var token = await test._world.IssueAsync(test._world.Message());
                var answer = await test._world.SendAsync(test._world.Message() with { User = null, Operation = "Validate", Target = token.Text });
                Assert.Contains("/status/valid</Code>", answer.Content, StringComparison.Ordinal);
            }),
        ],
    };

    private readonly NegotiationTests.ScriptedNegotiator _negotiator = new();
    private readonly StsWorld _world;

    public StsRequestPageTests() => _world = new StsWorld(_negotiator);

    public static TheoryData<string, string> Rows =>
        new(CompatibilityPage.Table("single-sign-on.md", "| request | made by or for |").Select(static cells => (cells[0], cells[1])));

    public static TheoryData<string, string> Phrases => new(
        from row in Proofs
        from proof in row.Value
        select (row.Key, proof.Phrase));

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Every_row_has_proofs() => Assert.Equal(Proofs.Keys, Rows.Select(static row => row.Data.Item1));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_phrase_of_a_row_has_a_proof(string request, string by) => CompatibilityPage.AssertWhole(by, Proofs[request].Select(static proof => proof.Phrase));

    [Theory]
    [MemberData(nameof(Phrases))]
    public Task A_phrase_is_true(string request, string phrase) => Proofs[request].Single(proof => proof.Phrase == phrase).Proof(this);

    private TokenMessage First(byte[] leg) => _world.Message() with { User = null, Context = SharedContext, Exchange = leg };

    private TokenMessage Next(byte[] leg) => First(leg) with { Operation = "Challenge" };

    private async Task BeginAsync(int number, IPAddress address, string further = "") => Assert.Equal(
        200, (await _world.SendAsync(First([2]) with { Context = number.ToString(CultureInfo.InvariantCulture), Further = further }, new StsCaller(address))).Status);

    private async Task<IssuedAssertion> ActingAsync()
    {
        var person = await _world.IssueAsync(_world.Message() with { Delegatable = true });
        return await _world.IssueAsync(_world.Message(_world.Solution) with { ActAs = person.Text, Delegatable = true });
    }

    private async Task AssertRefusedAsync(string message, string fault) => Assert.Equal(fault, (await _world.SendAsync(await RefusalTests.Messages[message](_world))).Fault);
}
