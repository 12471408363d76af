namespace VimSessionService.ClientTests.Attacks;

/// <summary>Tests that measure how long a client waits, and so run by themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
