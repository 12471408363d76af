namespace VimSessionService.Inventory.Tests;

/// <summary>Tests that measure the processor time of the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
