using FsCheck;
using FsCheck.Fluent;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Tests.Specification;
using VimSessionService.Vapi.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>Random sequences of every operation of sessions, from many clients, through every door, answered as the model of the specification answers them.</summary>
public sealed class SessionMachineTests
{
    private const int Sequences = 1000;

    /// <summary>Before 8.0.3.0 the sessions of REST and JSON-RPC are apart from the others; from 9.1 on access tokens open them.</summary>
    [Theory]
    [InlineData(ApiVersion.V8_0_3_0)]
    [InlineData(ApiVersion.V8_0_2_0)]
    [InlineData(ApiVersion.V9_1_0_0)]
    public async Task No_sequence_gives_an_answer_that_the_specification_does_not(ApiVersion version)
    {
        var steps = Gen.Choose(0, SessionSequence.Steps - 1).ArrayOf(100);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sequence in steps.Sample(80, version == ApiVersion.V8_0_3_0 ? Sequences : Sequences / 2))
            await RunAsync(version, sequence, seen);

        Assert.Empty(SessionSequence.Outcomes(version).Except(seen));
        Assert.Contains(FederatedLoginCommands.Kinds, kind => seen.Contains($"LoginBy{kind}:InvalidLocale"));
    }

    private static async Task RunAsync(ApiVersion version, int[] sequence, HashSet<string> seen)
    {
        using var world = new SpecificationWorld(
            new SessionSettings { MaxSessions = SessionModel.Cap },
            version,
            new VapiSessionLimits { MaxUserSessions = SessionModel.ApartCap, Lifetime = SessionModel.ApartLifetime });
        await world.RegisterAsync();
        await SessionSequence.RunAsync(world, sequence, seen);
    }
}
