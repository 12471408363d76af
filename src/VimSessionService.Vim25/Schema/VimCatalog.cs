namespace VimSessionService.Vim25.Schema;

/// <summary>What of the API is known by its name on the wire: here, what is declared in C#. A catalog of more derives from it.</summary>
internal class VimCatalog
{
    /// <summary>What is declared, and nothing else.</summary>
    public static VimCatalog Declared { get; } = new();

    /// <summary>Finds a data object type or fault.</summary>
    public virtual VimType? FindType(string name) => VimTypes.Find(name);

    /// <summary>Finds a managed type.</summary>
    public virtual VimManagedType? FindManagedType(string name) => VimManagedTypes.Find(name);

    /// <summary>Finds a method, whose name no two managed types share.</summary>
    public virtual VimMethod? FindMethod(string name) => VimManagedTypes.FindMethod(name);

    /// <summary>Every data object type and fault, which takes time where they are many: for error messages.</summary>
    public virtual IEnumerable<VimType> AllTypes => VimTypes.Names.Select(static name => VimTypes.Find(name)!);

    /// <summary>The names of all methods.</summary>
    public virtual IEnumerable<string> AllMethods => VimManagedTypes.All.SelectMany(static type => type.Methods).Select(static method => method.Name);

    /// <summary>The names of the values of an enumeration on the wire; null when there is no such enumeration.</summary>
    public virtual IReadOnlyList<string>? EnumValues(string name) => VimEnums.All.FirstOrDefault(declared => declared.Name == name).Values;

    /// <summary>Whether there is an enumeration of the name whose values have no declaration in C#.</summary>
    public virtual bool HasEnum(string name) => false;

    /// <summary>The value of an enumeration; null when there is no such enumeration.</summary>
    /// <param name="type">The enumeration.</param>
    /// <param name="text">The name of the value on the wire.</param>
    /// <param name="member">The member that has the value, for the error when the enumeration has no such value.</param>
    public virtual object? ParseEnum(string type, string text, string member) => VimEnums.Parse(type, text, member);
}
