using Microsoft.CodeAnalysis;

namespace VimSessionService.Vim25.Generator.Tests;

/// <summary>What did not change is not generated again.</summary>
public sealed class CachingTests
{
    private const string Declarations = """
        [WireEnum] public enum Colour { Red, Green }
        public sealed partial record First : DataObject { public required string Name { get; init; } }
        public sealed partial record Second : DataObject { public First? First { get; init; } }
        [ManagedType] public interface ILab : IManagedObject { void Paint(Colour colour, Second second); }
        """;

    [Fact]
    public void A_change_elsewhere_generates_nothing_again()
    {
        var generation = Generation.Of(Declarations);

        generation.RunAgainWith("namespace Elsewhere; public record Other(string Name); public record Another(string Name) : Other(Name);");

        var reasons = Outputs(generation).ToList();
        Assert.NotEmpty(reasons);
        Assert.All(reasons, static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_comment_in_the_declarations_generates_nothing_again()
    {
        var generation = Generation.Of(Declarations);

        generation.RunAgainInstead(Declarations + "\n// a comment");

        Assert.All(Outputs(generation), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_changed_declaration_is_read_again_and_the_others_are_kept()
    {
        var generation = Generation.Of(Declarations);

        generation.RunAgainInstead(Declarations.Replace("public First? First", "public First[]? First", StringComparison.Ordinal));

        var models = generation.Run.TrackedSteps["DataModels"].SelectMany(static step => step.Outputs).ToList();
        Assert.Equal(1, models.Count(static output => output.Reason == IncrementalStepRunReason.Modified));
        Assert.All(
            models.Where(static output => output.Reason != IncrementalStepRunReason.Modified),
            static output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    private static IEnumerable<IncrementalStepRunReason> Outputs(Generation generation) =>
        generation.Run.TrackedOutputSteps.SelectMany(static steps => steps.Value).SelectMany(static step => step.Outputs).Select(static output => output.Reason);
}
