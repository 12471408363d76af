using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;
using VimSessionService.WebHooks;

namespace VimSessionService.Fuzz;

/// <summary>
/// Random answers of web hooks. Half of them are answers of HTTP with a changed body that is signed as it has to be: the body is used within its bounds, or refused. The others
/// are changed after they were signed, in whatever place: only one whose body is as it was signed is used. Whatever comes, a client of the service is told nothing but that.
/// </summary>
public sealed class HookAnswerTests(ITestOutputHelper output)
{
    private const int UsualInputs = 4_000;
    private const int Seed = 20261130;

    private static readonly byte[] Secret = "0123456789abcdef"u8.ToArray();
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly string[] Identities =
    [
        """{"allowed":true,"userName":"ada@example.com","fullName":"Ada Lovelace","groups":["operators","EXAMPLE\\staff"]}""",
        """{"allowed":true}""",
        """{"allowed":false,"userName":null,"groups":null}""",
    ];

    private static readonly string[] Grants =
    [
        """{"roles":["ReadOnly","Admin"],"privileges":["System.View","Sessions.TerminateSession"]}""",
        """{"roles":[],"privileges":null}""",
        """{}""",
    ];

    [Fact]
    public async Task Answers_about_passwords()
    {
        await TryAsync(Identities, async (options, cancelled) =>
        {
            using var validator = new WebHookCredentialValidator(options, TimeProvider.System);
            return await validator.ValidateAsync("ada", "secret", new ClientInfo(IPAddress.Loopback, "fuzz"), cancelled) is { } user ? Shown(user) : "refused";
        });

        static string Shown(UserIdentity user)
        {
            Assert.InRange(user.UserName.Length, 1, 600);
            Assert.InRange(user.FullName.Length, 1, 600);
            Assert.InRange(user.Groups.Count, 0, 1_024);
            Assert.All(user.Groups, static group => Assert.InRange(group.Length, 1, 600));
            return $"{user.UserName}|{user.FullName}|{string.Join('|', user.Groups)}";
        }
    }

    [Fact]
    public async Task Answers_about_what_a_user_may_do()
    {
        var roles = new RoleDirectory();
        await TryAsync(Grants, async (options, cancelled) =>
        {
            using var authorizer = new WebHookAuthorizer(options, roles, TimeProvider.System);
            var grant = await authorizer.GrantOfAsync(new UserIdentity("ada", "Ada", []), new ManagedObjectReference("Folder", "group-d1"), cancelled);
            return $"{string.Join(' ', grant.RoleIds)}: {string.Join(' ', grant.Privileges.AsEnumerable())}";
        });
    }

    private async Task TryAsync(string[] sound, Func<WebHookOptions, CancellationToken, Task<string>> ask)
    {
        var inputs = FuzzOptions.Inputs(UsualInputs);
        var random = new Random(Seed);
        var body = "";
        byte[]? changed = null;
        await using var server = new AnsweringServer(head => Answer(head, body, changed, random));
        var options = new WebHookOptions { Url = server.Url, Secret = Secret };
        var results = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var each in sound)
        {
            body = each;
            changed = Encoding.UTF8.GetBytes(each);
            results.Add(each, await ask(options, TestContext.Current.CancellationToken));
        }

        var (used, refused) = (0, 0);
        for (var i = 0; i < inputs; i++)
        {
            body = sound[random.Next(sound.Length)];
            changed = i % 2 == 0 ? Bending.Bend(Encoding.UTF8.GetBytes(body), random) : null;
            var input = string.Create(CultureInfo.InvariantCulture, $"input {i} of seed {Seed}: {(changed is null ? body : Convert.ToBase64String(changed))}");
            var started = Stopwatch.GetTimestamp();
            try
            {
                var result = await ask(options, TestContext.Current.CancellationToken).WaitAsync(Longest, TestContext.Current.CancellationToken);
                used++;
                Assert.True(changed is not null || result == results[body], $"{input}: {result}");
            }
            catch (WebHookException)
            {
                refused++;
            }
            catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{input}: {failure}");
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < Longest, $"{input} takes too long");
        }

        output.WriteLine($"{used} used, {refused} refused");
        Assert.InRange(used, inputs / 100, inputs);
        Assert.InRange(refused, inputs / 10, inputs);
    }

    /// <summary>An answer with another body, signed; or one that is changed anywhere after it was signed.</summary>
    private static Answered Answer(string head, string sound, byte[]? changed, Random random)
    {
        var body = changed ?? Encoding.UTF8.GetBytes(sound);
        var signature = WebHookSignature.OfAnswer(Secret, AnsweringServer.HeaderOf(head, WebHookSignature.RequestIdHeader), body);
        byte[] answer = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{WebHookSignature.Header}: {signature}\r\nContent-Length: {body.Length}\r\n\r\n")), .. body];
        return changed is null ? new Answered(Bending.Bend(answer, random), Closes: true) : new Answered(answer, Closes: false);
    }
}
