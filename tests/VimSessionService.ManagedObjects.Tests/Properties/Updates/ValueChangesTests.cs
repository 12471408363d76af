using VimSessionService.ManagedObjects.Properties.Updates;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tests.Properties.Updates;

/// <summary>How a changed value is told (vim25, PropertyChange and PropertyFilter.partialUpdates).</summary>
public sealed class ValueChangesTests
{
    private static readonly UserSession Session = new()
    {
        Key = "52a",
        UserName = "root",
        FullName = "root",
        LoginTime = DateTime.UnixEpoch,
        LastActiveTime = DateTime.UnixEpoch,
        Locale = "en",
        MessageLocale = "en",
        ExtensionSession = false,
        IpAddress = "::1",
        UserAgent = "",
        CallCount = 1,
    };

    [Fact]
    public void Values_are_compared_by_content()
    {
        Assert.True(ValueComparison.Same(Session, Session with { Key = new string("52a") }));
        Assert.True(ValueComparison.Same(List(Session), List(Session with { })));
        Assert.True(ValueComparison.Same(new[] { "a" }, new[] { "a" }));
        Assert.False(ValueComparison.Same(new[] { "a" }, new[] { "b" }));
        Assert.False(ValueComparison.Same(new[] { "a" }, new[] { "a", "b" }));
        Assert.False(ValueComparison.Same("a", null));
        Assert.False(ValueComparison.Same(1, 1L));
        Assert.False(ValueComparison.Same(Session, Session with { UserName = "other" }));
    }

    [Fact]
    public void The_marks_that_calls_leave_on_a_session_are_no_change() =>
        Assert.True(ValueComparison.Same(Session, Session with { CallCount = 2, LastActiveTime = DateTime.UnixEpoch.AddDays(1) }));

    [Fact]
    public void Without_partial_updates_the_property_of_the_filter_is_assigned() =>
        Assert.Equal(["assign sessionList"], Changes("sessionList", List(Session), List(Session with { Locale = "de" }), partial: false));

    [Fact]
    public void With_partial_updates_items_and_their_fields_are_told() => Assert.Equal(
        ["remove sessionList[\"52b\"]", "assign sessionList[\"52a\"].locale", "add sessionList[\"52c\"]"],
        Changes(
            "sessionList",
            List(Session, Session with { Key = "52b" }),
            List(Session with { Locale = "de" }, Session with { Key = "52c" })));

    [Fact]
    public void Numbers_as_keys_stand_without_quotes() => Assert.Equal(
        ["add latestPage[7]"],
        Changes("latestPage", new TypedArray(Event.Schema, []), new TypedArray(Event.Schema, [EventOf(7)])));

    [Fact]
    public void References_are_keyed_by_their_values() => Assert.Equal(
        ["remove view[\"group-v3\"]", "add view[\"group-h4\"]"],
        Changes("view", new ManagedObjectReference[] { new("Folder", "group-v3") }, new ManagedObjectReference[] { new("Folder", "group-h4") }));

    [Fact]
    public void An_array_without_keys_is_assigned() => Assert.Equal(
        ["assign supportedLocaleList"], Changes("supportedLocaleList", new[] { "en" }, new[] { "en", "de" }));

    [Fact]
    public void Items_with_one_key_twice_are_assigned_as_a_whole() =>
        Assert.Equal(["assign sessionList"], Changes("sessionList", List(Session, Session), List(Session)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_property_that_is_unset_now_is_assigned_nothing_or_was_removed_with_what_held_it(bool isContainerGone) => Assert.Equal(
        [isContainerGone ? "indirectRemove currentSession.key" : "assign currentSession.key"],
        Changes("currentSession.key", "52a", null, isContainerGone: isContainerGone));

    [Fact]
    public void An_item_that_the_filter_names_is_added_and_removed()
    {
        Assert.Equal(["add sessionList[\"52a\"]"], Changes("sessionList[\"52a\"]", null, Session, partial: false));
        Assert.Equal(["remove sessionList[\"52a\"]"], Changes("sessionList[\"52a\"]", Session, null, partial: false));
    }

    [Fact]
    public void A_field_that_the_client_does_not_know_is_not_told() =>
        Assert.Equal([], Changes("currentSession", Session, Session with { IpAddress = "::2" }, version: ApiVersion.V4_0));

    private static TypedArray List(params UserSession[] sessions) => new(UserSession.Schema, sessions);

    private static UserLogoutSessionEvent EventOf(int key) => new UserLogoutSessionEvent
    {
        Key = key,
        ChainId = key,
        CreatedTime = DateTime.UnixEpoch,
        UserName = "",
    };

    private static string[] Changes(
        string path, object? before, object? after, bool partial = true, bool isContainerGone = false, ApiVersion version = ApiVersion.V8_0_3_0)
    {
        var changes = new List<PropertyChange>();
        ValueChanges.Collect(path, before, after, partial, isContainerGone, version, changes);
        return [.. changes.Select(change => $"{char.ToLowerInvariant(change.Op.ToString()[0])}{change.Op.ToString()[1..]} {change.Name}")];
    }
}
