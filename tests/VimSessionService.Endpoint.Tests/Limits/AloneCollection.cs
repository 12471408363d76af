namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>Tests that measure the processor time and the memory of the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
