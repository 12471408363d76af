using FsCheck.Fluent;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Tests.Specification;
using VimSessionService.Vapi.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Model;

/// <summary>Random sequences of every operation of sessions, from many clients, through every door, answered as the model of the specification answers them.</summary>
public sealed class SessionMachineTests
{
    private const int Sequences = 300;

    /// <summary>How many times as many sequences may run until every outcome was met: the rarest is met by one sequence in twenty, and a fixed number of them would miss it now and then.</summary>
    private const int Patience = 10;

    /// <summary>Before 8.0.3.0 the sessions of REST and JSON-RPC are apart from the others; from 9.1 on access tokens open them.</summary>
    [Theory]
    [InlineData(ApiVersion.V8_0_3_0)]
    [InlineData(ApiVersion.V8_0_2_0)]
    [InlineData(ApiVersion.V9_1_0_0)]
    public async Task No_sequence_gives_an_answer_that_the_specification_does_not(ApiVersion version)
    {
        var steps = Gen.Choose(0, SessionSequence.Steps - 1).ArrayOf(100);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var least = version == ApiVersion.V8_0_3_0 ? Sequences : Sequences / 2;
        for (var run = 0; run < least || (run < least * Patience && Missing().Any()); run++)
            await RunAsync(version, steps.Sample(1, 80).Single(), seen);

        Assert.Empty(Missing());

        IEnumerable<string> Missing()
        {
            var refusedLocale = FederatedLoginCommands.Kinds.Any(kind => seen.Contains($"LoginBy{kind}:InvalidLocale"));
            return SessionSequence.Outcomes(version).Except(seen).Concat(refusedLocale ? [] : ["a login by token refused for its locale"]);
        }
    }

    private static async Task RunAsync(ApiVersion version, int[] sequence, HashSet<string> seen)
    {
        using var world = new SpecificationWorld(
            new SessionLimits { MaxSessions = SessionModel.Cap },
            version,
            new VapiSessionLimits { MaxUserSessions = SessionModel.ApartCap, Lifetime = SessionModel.ApartLifetime });
        await world.RegisterAsync();
        await SessionSequence.RunAsync(world, sequence, seen);
    }
}
