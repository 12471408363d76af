using VimSessionService.Inventory;

namespace VimSessionService.Tests.Options;

/// <summary>Several inventories in one option.</summary>
public sealed class InventoriesTests
{
    [Fact]
    public void They_are_separated_by_commas_and_served_as_one()
    {
        var served = Inventories.Open(new EmulationOptions { Inventory = "builtin:small, builtin:medium" }).Served!;
        Assert.Equal(["DC0", "DC0 (1)"], served.Entries.Where(static entry => entry.Object.Type.Name == "Datacenter").Select(static entry => entry.Name));
    }

    [Fact]
    public void One_that_is_named_twice_is_refused() => Assert.Equal(
        "--inventory: builtin:small is named twice. Name each inventory once.",
        Assert.Throws<InventoryException>(static () => Inventories.Open(new EmulationOptions { Inventory = "builtin:small,builtin:small" })).Message);
}
