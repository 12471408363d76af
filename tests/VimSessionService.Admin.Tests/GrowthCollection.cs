namespace VimSessionService.Admin.Tests;

/// <summary>Tests that measure processor time: they do not run beside others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class GrowthCollection
{
    public const string Name = "growth";
}
