using VimSessionService.ManagedObjects.Properties;
using VimSessionService.ManagedObjects.Properties.Updates;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects.Tests.Properties.Updates;

/// <summary>What replicas tell each other of what a client knows.</summary>
public sealed class SnapshotDigestTests
{
    private static readonly ManagedObjectReference First = new("Folder", "group-1");
    private static readonly ManagedObjectReference Second = new("Folder", "group-2");
    private static readonly NoPermission Denial = new() { Object = First, PrivilegeId = "System.View" };

    private static readonly object?[] Values =
    [
        null, "", "a", "ab", 1, 2L, true, false, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), new byte[] { 1, 2 }, new byte[] { 1, 2, 3 },
        new[] { "ab", "c" }, new[] { "a", "bc" }, Array.Empty<string>(), First, Second, new[] { First }, new[] { First, Second }, ObjectUpdateKind.Enter, ObjectUpdateKind.Leave,
        Session("joe", calls: 1), Session("ann", calls: 1), new TypedArray(UserSession.Schema, [Session("joe", calls: 1)]), new TypedArray(UserSession.Schema, [Session("joe", 1), Session("ann", 1)]),
    ];

    [Fact]
    public void Values_have_one_digest_only_if_a_client_could_not_tell_them_apart()
    {
        foreach (var x in Values)
        {
            foreach (var y in Values)
                Assert.Equal(ValueComparison.Same(x, y), ValueDigest.Of(x, null) == ValueDigest.Of(y, null));
        }

        Assert.Equal(ValueDigest.Of(Session("joe", calls: 1), null), ValueDigest.Of(Session("joe", calls: 2), null));
        Assert.NotEqual(ValueDigest.Of(Denial, null), ValueDigest.Of(null, Denial));
    }

    [Fact]
    public void A_snapshot_that_went_to_another_replica_tells_what_has_changed_since()
    {
        var before = new FilterSnapshot([Snapshot(First, "a", 1, null), Snapshot(Second, "b", 2, null)], [new("Folder", "gone")]);
        var elsewhere = SnapshotDigest.Read(SnapshotDigest.Write(before)!, VimCatalog.Declared);
        Assert.Empty(Updates(elsewhere, before));
        Assert.Null(before.MissingSince(elsewhere));

        var changed = Assert.Single(Updates(elsewhere, new FilterSnapshot([Snapshot(First, "a", 1, null), Snapshot(Second, "b", 3, null)], [])));
        Assert.Equal((ObjectUpdateKind.Modify, Second), (changed.Kind, changed.Obj));
        var change = Assert.Single(changed.ChangeSet!);
        Assert.Equal(("two", PropertyChangeOp.Assign, 3), (change.Name, change.Op, change.Val));

        Assert.Equal(
            [(ObjectUpdateKind.Enter, new ManagedObjectReference("Folder", "group-3")), (ObjectUpdateKind.Leave, Second)],
            Updates(elsewhere, new FilterSnapshot([Snapshot(First, "a", 1, null), Snapshot(new("Folder", "group-3"), "c", 1, null)], [])).Select(static update => (update.Kind, update.Obj)));
    }

    [Fact]
    public void What_was_denied_and_is_readable_now_is_assigned_and_what_was_unset_and_is_set_too()
    {
        var elsewhere = SnapshotDigest.Read(SnapshotDigest.Write(new FilterSnapshot([Snapshot(First, "a", null, Denial)], []))!, VimCatalog.Declared);
        Assert.Empty(Updates(elsewhere, new FilterSnapshot([Snapshot(First, "a", null, Denial)], [])));
        var update = Assert.Single(Updates(elsewhere, new FilterSnapshot([Snapshot(First, "a", 1, null)], [])));
        Assert.Equal(["three", "two"], update.ChangeSet!.Select(static change => change.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_snapshot_that_went_twice_is_the_same()
    {
        var once = SnapshotDigest.Write(new FilterSnapshot([Snapshot(First, "a", 1, Denial), Snapshot(Second, "b", null, null)], [Second]))!;
        Assert.Equal(once, SnapshotDigest.Write(SnapshotDigest.Read(once, VimCatalog.Declared)));
    }

    [Fact]
    public void A_snapshot_that_is_too_large_does_not_go()
    {
        var objects = Enumerable.Range(0, 10_000).Select(i => Snapshot(new("Folder", $"group-{i}"), "a", 1, null)).ToArray();
        Assert.Null(SnapshotDigest.Write(new FilterSnapshot(objects, [])));
        Assert.InRange(SnapshotDigest.Write(new FilterSnapshot(objects[..1_000], []))!.Length, 1, 60_000);
    }

    [Fact]
    public void A_client_that_was_told_a_page_lacks_the_rest()
    {
        var before = new FilterSnapshot([Snapshot(First, "a", 1, null), Snapshot(Second, "b", 2, null)], []);
        var third = new ManagedObjectReference("Folder", "group-3");
        var after = new FilterSnapshot([Snapshot(Second, "b", 5, null), Snapshot(third, "c", 1, null)], [First]);
        var entries = Updates(before, after).Select(static update => new FilterEntry(First, update, null))
            .Concat(after.MissingSince(before)!.Select(static missing => new FilterEntry(First, null, missing))).ToList();
        Assert.Equal(4, entries.Count);
        var known = before;
        foreach (var entry in entries)
        {
            known = after.After(known, [entry]);
            var left = Updates(known, after).Count + (after.MissingSince(known)?.Length ?? 0);
            Assert.Equal(3 - entries.IndexOf(entry), left);
        }
    }

    [Fact]
    public void A_document_of_what_was_told_says_what_is_too_large_to_be_shared()
    {
        byte[] some = [1, 2, 3];
        var told = new ToldDocument(3, 4, new Dictionary<string, (byte[]?, byte[]?)> { ["same"] = (some, some), ["other"] = (some, [4]), ["large"] = (some, null) });
        var read = ToldDocument.Parse(told.ToBytes())!;
        Assert.Equal((3, 4), (read.Base, read.Sent));
        Assert.Same(read.Filters["same"].Base, read.Filters["same"].Sent);
        Assert.Equal([4], read.Filters["other"].Sent);
        Assert.Null(read.Filters["large"].Sent);
        Assert.Null(ToldDocument.Parse([2, .. told.ToBytes()[1..]]));
    }

    private static List<ObjectUpdate> Updates(FilterSnapshot before, FilterSnapshot after)
    {
        var updates = new List<ObjectUpdate>();
        after.AddUpdates(before, partial: true, ApiVersions.Newest, updates);
        return updates;
    }

    private static ObjectSnapshot Snapshot(ManagedObjectReference reference, object? one, object? two, NoPermission? denied) => new(
        new UnimplementedObject(reference, VimCatalog.Declared),
        [new PlannedPath("one", null, null), new PlannedPath("three", null, null), new PlannedPath("two", null, null)],
        [new(new PropertyReading(one, null), false), new(new PropertyReading(null, denied), false), new(new PropertyReading(two, null), false)]);

    private static UserSession Session(string name, int calls) => new()
    {
        Key = name,
        UserName = name,
        FullName = name,
        LoginTime = default,
        LastActiveTime = new DateTime(2026, 1, calls, 0, 0, 0, DateTimeKind.Utc),
        Locale = "en",
        MessageLocale = "en",
        ExtensionSession = false,
        IpAddress = "10.0.0.1",
        UserAgent = "",
        CallCount = calls,
    };
}
