using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>Of which tasks a collector shows the result (TaskInfoFilterSpec, since 8.0.3).</summary>
/// <param name="spec">The choice; null to show all.</param>
internal sealed class TaskResults(object? spec)
{
    private readonly bool _removesAll = DynamicMembers.Field(DynamicMembers.Field(spec, "filterTaskResults"), "removeAll") is true;
    private readonly bool _keepsNamed = DynamicMembers.Field(DynamicMembers.Field(spec, "filterTaskResults"), "filterIn") is true;
    private readonly string[]? _named = DynamicMembers.Field(DynamicMembers.Field(spec, "filterTaskResults"), "descriptionIds") as string[];

    /// <summary>What it was made of; null to show all.</summary>
    public object? Spec => spec;

    /// <summary>The info of a task, without its result where that is not wanted.</summary>
    public DataObject Show(DataObject info) => info is DynamicObject value && IsRemoved(value) ? value.With("result", null) : info;

    private bool IsRemoved(DynamicObject info) =>
        _removesAll || (_named is { Length: > 0 } && _named.Contains(DynamicMembers.Field(info, "descriptionId") as string) != _keepsNamed);
}
