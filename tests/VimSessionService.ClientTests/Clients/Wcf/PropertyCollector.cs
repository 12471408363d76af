using System.Xml.Serialization;

namespace VimSessionService.ClientTests.Clients.Wcf;

/// <summary>What to read: properties by type, objects by reference.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class PropertyFilterSpec
{
    /// <summary>The properties.</summary>
    [XmlElement("propSet")]
    public required PropertySpec[] PropSet { get; set; }

    /// <summary>The objects.</summary>
    [XmlElement("objectSet")]
    public required ObjectSpec[] ObjectSet { get; set; }

    /// <summary>Some properties of one object.</summary>
    public static PropertyFilterSpec Of(ManagedObjectReference obj, params string[] paths) => new()
    {
        PropSet = [new PropertySpec { Type = obj.Type, All = paths.Length == 0, PathSet = paths }],
        ObjectSet = [new ObjectSpec { Obj = obj }],
    };
}

/// <summary>The properties of one type of object.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class PropertySpec
{
    /// <summary>The type of the objects.</summary>
    [XmlElement("type", Order = 0)]
    public required string Type { get; set; }

    /// <summary>All of its properties.</summary>
    [XmlElement("all", Order = 1)]
    public bool All { get; set; }

    /// <summary>The paths, unless all are asked for.</summary>
    [XmlElement("pathSet", Order = 2)]
    public required string[] PathSet { get; set; }
}

/// <summary>One object.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class ObjectSpec
{
    /// <summary>The object.</summary>
    [XmlElement("obj", Order = 0)]
    public required ManagedObjectReference Obj { get; set; }

    /// <summary>Leaves the object itself out.</summary>
    [XmlElement("skip", Order = 1)]
    public bool Skip { get; set; }
}

/// <summary>How to answer.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class RetrieveOptions
{
    /// <summary>At most so many objects in one answer; null for no bound.</summary>
    [XmlElement("maxObjects")]
    public int? MaxObjects { get; set; }

    /// <summary>Asks the serializer to leave an unset bound out.</summary>
    public bool ShouldSerializeMaxObjects() => MaxObjects is not null;
}

/// <summary>One page of an answer.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class RetrieveResult
{
    /// <summary>Names the next page; null on the last.</summary>
    [XmlElement("token")]
    public string? Token { get; set; }

    /// <summary>The objects.</summary>
    [XmlElement("objects")]
    public List<ObjectContent> Objects { get; } = [];
}

/// <summary>What was read of one object.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class ObjectContent
{
    /// <summary>The object.</summary>
    [XmlElement("obj")]
    public required ManagedObjectReference Obj { get; set; }

    /// <summary>The properties that have a value.</summary>
    [XmlElement("propSet")]
    public List<DynamicProperty> PropSet { get; } = [];

    /// <summary>The properties that could not be read.</summary>
    [XmlElement("missingSet")]
    public List<MissingProperty> MissingSet { get; } = [];
}

/// <summary>
/// A property and its value, whose type travels with it: each that the caller expects is listed here. An array of the
/// serializer is an <c>ArrayOf…</c> of vim25.
/// </summary>
[XmlType(Namespace = Vim.Namespace)]
[XmlInclude(typeof(UserSession))]
[XmlInclude(typeof(UserSession[]))]
[XmlInclude(typeof(string[]))]
[XmlInclude(typeof(ManagedObjectReference))]
public sealed class DynamicProperty
{
    /// <summary>The path.</summary>
    [XmlElement("name")]
    public required string Name { get; set; }

    /// <summary>The value.</summary>
    [XmlElement("val")]
    public required object Val { get; set; }
}

/// <summary>A property that could not be read.</summary>
[XmlType(Namespace = Vim.Namespace)]
public sealed class MissingProperty
{
    /// <summary>The path.</summary>
    [XmlElement("path")]
    public required string Path { get; set; }

    /// <summary>Why.</summary>
    [XmlElement("fault")]
    public required LocalizedMethodFault Fault { get; set; }
}
