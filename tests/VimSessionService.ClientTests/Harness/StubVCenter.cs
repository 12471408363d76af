namespace VimSessionService.ClientTests.Harness;

/// <summary>A vCenter whose virtual machines have methods.</summary>
public sealed class StubVCenter : VCenter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments => ["--inventory", "builtin:small", "--stubs", "builtin:machines"];
}
