namespace VimSessionService.Tests;

/// <summary>Tests that measure processor time: garbage of tests that run at once would be collected on their account.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
