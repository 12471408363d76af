using System.Diagnostics;
using System.Globalization;
using System.Net;
using VimSessionService.Core;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Fuzz;

namespace VimSessionService.Ldap.Tests;

/// <summary>Random answers of LDAP servers: whatever comes, the login succeeds within its bounds, is refused, or fails with an <see cref="LdapException"/>.</summary>
public sealed class RandomAnswerTests(ITestOutputHelper output)
{
    private const int Inputs = 3_000;
    private const int Seed = 20261130;

    /// <summary>What one login may take.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly (string Name, string[] Values)[] Ada =
    [
        ("uid", ["ada"]), ("cn", ["Ada Lovelace"]), ("memberOf", ["cn=Operators,ou=groups,dc=example,dc=com", "cn=a\\2cb+sn=c,dc=example,dc=com", "CN=\"quoted, name\",dc=com"]),
    ];

    /// <summary>A user that is found by a search, one with groups that are searched for, and one that is logged in by a known distinguished name.</summary>
    private static readonly (Func<LdapOptions, LdapOptions> Options, byte[] Answers)[] Sound =
    [
        (static options => options,
            [.. ScriptedServer.Bound(1), .. ScriptedServer.Entry(2, "uid=ada,dc=example,dc=com", Ada), .. ScriptedServer.Done(2), .. ScriptedServer.Bound(3)]),
        (static options => options with { GroupFilter = "(member={dn})", NestedGroups = true },
        [
            .. ScriptedServer.Bound(1), .. ScriptedServer.Entry(2, "uid=ada,dc=example,dc=com", Ada), .. ScriptedServer.Done(2), .. ScriptedServer.Bound(3), .. ScriptedServer.Bound(4),
            .. ScriptedServer.Entry(5, "cn=a,dc=com", ("cn", ["a"])), .. ScriptedServer.Entry(5, "cn=b\\28,dc=com"), .. ScriptedServer.Done(5), .. ScriptedServer.Done(6),
        ]),
        (static options => options with { UserDn = "uid={user},dc=example,dc=com" },
            [.. ScriptedServer.Bound(1), .. ScriptedServer.Entry(2, "uid=ada,dc=example,dc=com", Ada), .. ScriptedServer.Done(2)]),
    ];

    [Fact]
    public async Task A_login_ends_as_a_login_does()
    {
        await using var server = new ScriptedServer();
        var random = new Random(Seed);
        var (accepted, refused, failed) = (0, 0, 0);
        for (var i = -Sound.Length; i < Inputs; i++)
        {
            var (change, sound) = Sound[i < 0 ? i + Sound.Length : random.Next(Sound.Length)];
            server.Answers = i < 0 ? sound : Changed(sound, random);
            var input = string.Create(CultureInfo.InvariantCulture, $"input {i} of seed {Seed}: {Convert.ToHexString(server.Answers)}");
            var started = Stopwatch.GetTimestamp();
            try
            {
                var user = await new LdapCredentialValidator(change(server.Options)).ValidateAsync("ada", "secret", new ClientInfo(IPAddress.Loopback, ""), TestContext.Current.CancellationToken)
                    .AsTask().WaitAsync(Longest, TestContext.Current.CancellationToken);
                if (user is null)
                    refused++;
                else
                    accepted++;
                Assert.True(i >= 0 || user is not null, input);
                if (user is not null)
                    Check(user);
            }
            catch (LdapException)
            {
                Assert.True(i >= 0, input);
                failed++;
            }
            catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{input}: {failure}");
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < Longest, $"{input} takes too long");
        }

        output.WriteLine($"{accepted} accepted, {refused} refused, {failed} failed");
        Assert.InRange(accepted, Inputs / 20, Inputs);
        Assert.InRange(failed, Inputs / 4, Inputs);
    }

    private static void Check(UserIdentity user)
    {
        Assert.InRange(user.UserName.Length, 1, 600);
        Assert.InRange(user.FullName.Length, 1, 600);
        Assert.InRange(user.Groups.Count, 0, 1_024);
        Assert.All(user.Groups, static group => Assert.InRange(group.Length, 1, 600));
    }

    /// <summary>Single bytes changed, which leaves most messages whole, or whatever else a text can suffer.</summary>
    private static byte[] Changed(byte[] sound, Random random)
    {
        if (random.Next(2) == 0)
            return Bending.Bend(sound, random);
        byte[] changed = [.. sound];
        for (var changes = random.Next(1, 4); changes > 0; changes--)
            changed[random.Next(changed.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)"\\,=+\"@; \0\u007f"[random.Next(10)];
        return changed;
    }
}
