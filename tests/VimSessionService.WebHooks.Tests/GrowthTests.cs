using System.Net;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Testing;
using VimSessionService.Vim25;

namespace VimSessionService.WebHooks.Tests;

/// <summary>The work on what a web hook answers grows with its size and no faster, whether the answer is used or refused.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class GrowthTests
{
    private const string Name = "growth";

    /// <summary>Answers about a password, with what is in them n times, or n long; and n.</summary>
    private static readonly Dictionary<string, (Func<int, string> Make, int N)> Identities = new(StringComparer.Ordinal)
    {
        ["groups"] = (n => $$"""{"allowed":true,"groups":[{{List(n, i => $"\"group{i}\"")}}]}""", 250),
        ["too many groups"] = (n => $$"""{"allowed":true,"groups":[{{List(n, _ => "\"g\"")}}]}""", 2_500),
        ["the name of a group"] = (n => $$"""{"allowed":true,"groups":["{{new string('a', n)}}"]}""", 15_000),
        ["the full name"] = (n => $$"""{"allowed":true,"fullName":"{{new string('a', n)}}"}""", 15_000),
        ["escapes"] = (n => $$"""{"allowed":true,"fullName":"{{string.Concat(Enumerable.Repeat("\\u0061", n))}}"}""", 3_000),
        ["members that are none of an answer"] = (n => $$"""{"allowed":true,{{List(n, i => $"\"x{i}\":[1]")}}}""", 1_000),
        ["blanks"] = (n => $$"""{"allowed":true{{new string(' ', n)}}}""", 15_000),
        ["brackets"] = (n => new string('[', n), 15_000),
    };

    /// <summary>Answers about what a user may do.</summary>
    private static readonly Dictionary<string, (Func<int, string> Make, int N)> Grants = new(StringComparer.Ordinal)
    {
        ["roles"] = (n => $$"""{"roles":[{{List(n, _ => "\"ReadOnly\"")}}]}""", 1_500),
        ["roles that there are not"] = (n => $$"""{"roles":[{{List(n, i => $"\"r{i}\"")}}]}""", 1_500),
        ["privileges"] = (n => $$"""{"privileges":[{{List(n, _ => "\"System.View\"")}}]}""", 1_200),
        ["privileges that there are not"] = (n => $$"""{"privileges":[{{List(n, i => $"\"P.{i}\"")}}]}""", 1_500),
        ["the name of a role"] = (n => $$"""{"roles":["{{new string('a', n)}}"]}""", 15_000),
    };

    public static TheoryData<string> OfIdentities => [.. Identities.Keys];

    public static TheoryData<string> OfGrants => [.. Grants.Keys];

    [Theory]
    [MemberData(nameof(OfIdentities))]
    public async Task An_answer_about_a_password(string what)
    {
        var answer = "";
        await using var hook = await HookServer.StartAsync((context, seen) => HookServer.SignedAsync(context, seen, answer));
        using var validator = new WebHookCredentialValidator(hook.Options, TimeProvider.System);
        await Growth.AssertLinearAsync(what, Identities[what].Make, async text =>
        {
            answer = text;
            await UsedOrRefusedAsync(async () => await validator.ValidateAsync("ada", "secret", new ClientInfo(IPAddress.Loopback, "test"), TestContext.Current.CancellationToken));
        }, Identities[what].N);
    }

    [Theory]
    [MemberData(nameof(OfGrants))]
    public async Task An_answer_about_what_a_user_may_do(string what)
    {
        var answer = "";
        await using var hook = await HookServer.StartAsync((context, seen) => HookServer.SignedAsync(context, seen, answer));
        using var authorizer = new WebHookAuthorizer(hook.Options, new RoleDirectory(), TimeProvider.System);
        await Growth.AssertLinearAsync(what, Grants[what].Make, async text =>
        {
            answer = text;
            await UsedOrRefusedAsync(async () => await authorizer.GrantOfAsync(new UserIdentity("ada", "Ada", []), new ManagedObjectReference("Folder", "group-d1"), TestContext.Current.CancellationToken));
        }, Grants[what].N);
    }

    private static string List(int n, Func<int, string> make) => string.Join(',', Enumerable.Range(0, n).Select(make));

    private static async Task UsedOrRefusedAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (WebHookException)
        {
            // To refuse must not cost more either.
        }
    }
}
