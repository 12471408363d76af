using VimSessionService.Vim25.Schema;

namespace VimSessionService.Hosting.Tests;

/// <summary>What the options of a host become in the areas that they are for.</summary>
public sealed class OptionMappingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whether_cookies_are_adopted_is_a_setting_of_sessions(bool adopts)
    {
        var options = new VimSessionServiceOptions();
        Assert.True(options.ToSessionLimits().AdoptsCookies);

        options.Sessions.AdoptCookies = adopts;

        Assert.Equal(adopts, options.ToSessionLimits().AdoptsCookies);
    }

    /// <summary>The facts of the whole API are not even named then.</summary>
    [Fact]
    public void Without_an_inventory_the_types_are_the_declared_ones()
    {
        var options = new VimSessionServiceOptions();

        var served = Inventories.Open(options.Emulation).Served;

        Assert.Null(served);
        Assert.Same(VimCatalog.Declared, options.ToEndpointOptions(served).Catalog);
    }
}
