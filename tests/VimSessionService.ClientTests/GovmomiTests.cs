using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>govmomi, built from Debian's package of its source.</summary>
public sealed class GovmomiTests(VCenter vCenter) : IClassFixture<VCenter>
{
    [Fact]
    public Task Govmomi() => GovmomiProgram.AssertAsync(vCenter, "govmomi", 26);
}
