
namespace VimSessionService.Vim25;

/// <summary>A value of the API that has fields. Its codecs and its description are generated from the declaration.</summary>
public abstract record DataObject
{
    /// <summary>The description of this value's own type.</summary>
    public abstract VimType GetSchema();

    /// <summary>Writes the fields that the writer's version knows, a base type's fields first.</summary>
    public abstract void WriteMembers(VimWriter writer);

    /// <summary>The type's name alone: a value may hold secrets, and this text reaches logs.</summary>
    public sealed override string ToString() => GetSchema().Name;
}

[VmodlName("vmodl.DynamicData")]
public partial record DynamicData : DataObject
{
    public string? DynamicType { get; init; }
    public DynamicProperty[]? DynamicProperty { get; init; }
}

[VmodlName("vmodl.DynamicProperty")]
public sealed partial record DynamicProperty : DataObject
{
    public required string Name { get; init; }
    public required object Val { get; init; }
}
