using VimSessionService.Core.Directory;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Directory;

public class InventoryTreeTests
{
    private static readonly ManagedObjectReference Datacenter = new("Datacenter", "datacenter-2");
    private static readonly ManagedObjectReference VmFolder = new("Folder", "group-v3");
    private static readonly ManagedObjectReference Inner = new("Folder", "group-v4");

    private readonly InventoryTree _tree = new(World.RootFolder, "Datacenters");

    [Fact]
    public void It_begins_with_the_root_folder()
    {
        Assert.Equal("Datacenters", Assert.Single(_tree.All).Name);
        Assert.Null(_tree.Find("group-d1")!.Parent);
        Assert.Null(_tree.Find("datacenter-2"));
    }

    [Fact]
    public void An_object_knows_what_it_is_in()
    {
        Fill();
        var inner = _tree.Find("group-v4")!;
        Assert.Equal("inner", inner.Name);
        Assert.Equal(VmFolder, inner.Parent!.Reference);
        Assert.True(inner.IsBelow(_tree.Root));
        Assert.False(_tree.Root.IsBelow(inner));
        Assert.False(inner.IsBelow(inner));
    }

    [Fact]
    public void Several_are_added_at_once_or_none()
    {
        _tree.AddRange([(Datacenter, World.RootFolder, "dc"), (VmFolder, Datacenter, "vm"), (new("Folder", "group-v10"), VmFolder, "b"), (Inner, VmFolder, "a")]);
        Assert.Equal(["group-v10", "group-v4"], _tree.ChildrenOf(VmFolder).Select(static child => child.Reference.Value));
        Assert.Empty(_tree.ChildrenOf(Inner));
        Assert.Throws<ArgumentException>(() => _tree.AddRange([(new("Folder", "group-v11"), VmFolder, "c"), (Inner, VmFolder, "again")]));
        Assert.Throws<ArgumentException>(() => _tree.AddRange([(new("Folder", "group-v11"), VmFolder, "c"), (new("Folder", "group-v12"), new("Folder", "group-none"), "d")]));
        Assert.Null(_tree.Find("group-v11"));
    }

    [Fact]
    public void A_renamed_object_is_where_it_was_and_what_is_in_it_knows_its_name()
    {
        Fill();
        var (before, told) = (_tree.Find("group-v4")!, 0);
        _tree.Changed += () => told++;
        _tree.Rename(Datacenter, "renamed");
        Assert.Equal(1, told);
        var inner = _tree.Find("group-v4")!;
        Assert.Equal(("renamed", "inner"), (inner.Parent!.Parent!.Name, inner.Name));
        Assert.Same(_tree.Root, _tree.Find("datacenter-2")!.Parent);
        Assert.Equal(["datacenter-2"], _tree.ChildrenOf(World.RootFolder).Select(static child => child.Reference.Value));
        Assert.Same(_tree.Find("group-v4"), Assert.Single(_tree.ChildrenOf(VmFolder)));
        Assert.NotEqual("renamed", before.Parent!.Parent!.Name); // what was found before stays as it was
    }

    [Fact]
    public void The_root_folder_and_what_is_not_there_get_no_other_name()
    {
        Fill();
        Assert.Throws<ArgumentException>(() => _tree.Rename(World.RootFolder, "x"));
        Assert.Throws<ArgumentException>(() => _tree.Rename(new ManagedObjectReference("Folder", "group-none"), "x"));
    }

    [Fact]
    public void What_was_saved_is_returned_to()
    {
        Fill();
        var saved = _tree.Save();
        _tree.Rename(Inner, "renamed");
        _tree.Remove(VmFolder);
        _tree.Return(saved);
        Assert.Equal("inner", _tree.Find("group-v4")!.Name);
    }

    [Fact]
    public void A_datacenters_own_folders_have_its_permissions_and_theirs_do_not()
    {
        Fill();
        Assert.Equal(Datacenter, _tree.Find("group-v3")!.Holder.Reference);
        Assert.Equal(Inner, _tree.Find("group-v4")!.Holder.Reference);
        Assert.Equal(Datacenter, _tree.Find("datacenter-2")!.Holder.Reference);
    }

    [Fact]
    public void What_is_removed_takes_along_what_is_in_it()
    {
        Fill();
        var changes = 0;
        _tree.Changed += () => changes++;
        Assert.True(_tree.Remove(Datacenter));
        Assert.False(_tree.Remove(Datacenter));
        Assert.Single(_tree.All);
        Assert.Equal(1, changes);
    }

    [Fact]
    public void What_makes_no_tree_is_refused()
    {
        Fill();
        Assert.Throws<ArgumentException>(() => _tree.Add(Inner, Datacenter, "again"));
        Assert.Throws<ArgumentException>(() => _tree.Add(new("Folder", "group-v9"), new("Folder", "nowhere"), "x"));
        Assert.Throws<ArgumentException>(() => _tree.Remove(World.RootFolder));
    }

    private void Fill()
    {
        _tree.Add(Datacenter, World.RootFolder, "DC0");
        _tree.Add(VmFolder, Datacenter, "vm");
        _tree.Add(Inner, VmFolder, "inner");
    }
}
