using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Sessions;

public class SessionKeyTests
{
    [Fact]
    public void A_key_is_a_lower_case_uuid_that_begins_with_52() =>
        Assert.Matches("^52[0-9a-f]{6}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", SessionKey.Create());

    [Fact]
    public void A_key_of_4_1_is_an_upper_case_uuid_that_begins_with_anything()
    {
        var keys = Enumerable.Range(0, 20).Select(static _ => SessionKey.Create(ApiVersion.V4_1)).ToList();

        Assert.All(keys, static key => Assert.Matches("^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$", key));
        Assert.Contains(keys, static key => !key.StartsWith("52", StringComparison.Ordinal));
    }

    [Fact]
    public void No_two_keys_are_alike() => Assert.NotEqual(SessionKey.Create(), SessionKey.Create());
}
