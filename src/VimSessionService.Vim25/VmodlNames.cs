
namespace VimSessionService.Vim25;

/// <summary>
/// Names of managed types and methods in the vendor's modelling language, as in <c>vim.view.ListView</c>, which error texts of servers use.
/// The look-ups are generated from <c>Api/vmodl-names.txt</c>. Data objects declare theirs.
/// </summary>
public static partial class VmodlNames
{
    private const string Task = "_Task";

    /// <summary>What every managed type extends, also one that is not listed.</summary>
    private const string Root = "ManagedObject";

    /// <summary>The vmodl name of a managed type; its name on the wire when it has no other. An empty name stands for every object.</summary>
    public static string OfManaged(string name) => FindManaged(name.Length == 0 ? Root : name) is { } type ? type.Vmodl : name;

    /// <summary>The vmodl name of a method, by the vendor's naming rule when it is not listed.</summary>
    public static string OfMethod(string name)
    {
        if (MethodOrNull(name) is { } listed)
            return listed;
        var stem = name.EndsWith(Task, StringComparison.Ordinal) ? name[..^Task.Length] : name;
        return stem.Length == 0 ? name : char.ToLowerInvariant(stem[0]) + stem[1..];
    }

    /// <summary>Whether a managed type is another one or extends it.</summary>
    public static bool IsManaged(string type, string other)
    {
        for (var name = type; name is not null; name = FindManaged(name) is { } known ? known.Base : null)
        {
            if (name == other)
                return true;
        }

        return other == Root;
    }
}
