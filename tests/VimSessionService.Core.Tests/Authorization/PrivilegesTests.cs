using VimSessionService.Core.Authorization;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Authorization;

public class PrivilegesTests
{
    [Fact]
    public void Every_privilege_that_the_declared_api_asks_for_is_known()
    {
        var asked = VimManagedTypes.All.SelectMany(type =>
            type.Properties.Select(property => property.Privilege).Concat(type.Methods.Select(method => method.Privilege)));
        Assert.All(asked.OfType<string>(), id => Assert.True(Privileges.Known.Contains(id), id));
    }

    [Fact]
    public void No_privilege_is_listed_twice() => Assert.Equal(Privileges.All.Count, Privileges.Known.Count);
}
