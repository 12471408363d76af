using VimSessionService.ManagedObjects.Properties.Updates;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tests.Properties.Updates;

/// <summary>Updates in pages (vim25, UpdateSet.truncated).</summary>
public sealed class UpdatePagesTests
{
    private static readonly ManagedObjectReference One = new("PropertyFilter", "one");
    private static readonly ManagedObjectReference Two = new("PropertyFilter", "two");

    [Fact]
    public void Pages_of_two_lead_through_all_updates_to_the_version()
    {
        var pages = new UpdatePages(7, [Entry(One, "a"), Entry(One, "b"), Entry(One, "c"), Entry(Two, "a"), Entry(Two, "b")]);

        var first = pages.First(2, sayTruncated: true);
        Assert.Equal(("7:2", true, "one:a,b"), Summary(first));
        var second = pages.Continue(first.Version, 2)!;
        Assert.Equal(("7:4", true, "one:c two:a"), Summary(second));
        var third = pages.Continue(second.Version, 2)!;
        Assert.Equal(("7", null, "two:b"), Summary(third));
        Assert.Null(pages.Continue(third.Version, 2));
    }

    [Fact]
    public void The_page_last_given_is_given_again_and_none_before_it()
    {
        var pages = new UpdatePages(7, [Entry(One, "a"), Entry(One, "b"), Entry(One, "c")]);
        pages.First(1, sayTruncated: true);
        Assert.Equal(("7:2", true, "one:b"), Summary(pages.Continue("7:1", 1)!));
        Assert.Equal(("7:2", true, "one:b"), Summary(pages.Continue("7:1", 1)!));
        Assert.Equal(("7", null, "one:c"), Summary(pages.Continue("7:2", 1)!));
        Assert.Null(pages.Continue("7:1", 1));
        Assert.Null(pages.Continue("6:2", 1));
    }

    [Fact]
    public void Truncated_is_absent_when_all_is_told_and_in_the_older_methods()
    {
        var pages = new UpdatePages(7, [Entry(One, "a"), Entry(Two, "b")]);
        Assert.Equal(("7", null, "one:a two:b"), Summary(pages.First(null, sayTruncated: true)));
        Assert.Null(pages.First(1, sayTruncated: false).Truncated);
    }

    [Fact]
    public void Missing_objects_go_with_the_filter_that_names_them_and_count_for_nothing()
    {
        var missing = new FilterEntry(One, null, new MissingObject { Obj = new("Task", "x"), Fault = new LocalizedMethodFault { Fault = new NotFound() } });
        var page = new UpdatePages(7, [Entry(One, "a"), missing, Entry(Two, "b")]).First(1, sayTruncated: true);
        Assert.Equal("7:2", page.Version);
        Assert.Equal("x", page.FilterSet!.Single().MissingSet!.Single().Obj.Value);
    }

    private static FilterEntry Entry(ManagedObjectReference filter, string name) =>
        new(filter, new ObjectUpdate { Kind = ObjectUpdateKind.Enter, Obj = new("Folder", name) }, null);

    private static (string Version, bool? Truncated, string Content) Summary(UpdateSet set) =>
        (set.Version, set.Truncated, string.Join(' ', set.FilterSet!.Select(f => $"{f.Filter.Value}:{string.Join(',', f.ObjectSet!.Select(o => o.Obj.Value))}")));
}
