using VimSessionService.Core.Sessions;

namespace VimSessionService.Core.Tests.Sessions;

public class SessionKeyTests
{
    [Fact]
    public void A_key_is_a_lower_case_uuid_that_begins_with_52() =>
        Assert.Matches("^52[0-9a-f]{6}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", SessionKey.Create());

    [Fact]
    public void No_two_keys_are_alike() => Assert.NotEqual(SessionKey.Create(), SessionKey.Create());
}
