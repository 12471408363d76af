using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>One step of a property path: a member's name, and for an array the key of the item.</summary>
/// <param name="Name">The member.</param>
/// <param name="Key">The key in brackets, without its quotes; null for none.</param>
internal readonly record struct PropertyStep(string Name, string? Key);

/// <summary>A path such as <c>currentSession.key</c> or <c>sessionList["52…"].userName</c>, read into its steps.</summary>
internal static class PropertyPath
{
    /// <summary>Reads a path.</summary>
    /// <exception cref="VimFaultException">InvalidProperty: it is no path.</exception>
    public static PropertyStep[] Parse(string path)
    {
        if (path.Length > 0 && path.AsSpan().IndexOfAny('.', '[') < 0)
            return [new PropertyStep(path, null)];
        var steps = new List<PropertyStep>();
        var rest = path.AsSpan();
        while (true)
        {
            var end = rest.IndexOfAny('.', '[');
            var name = end < 0 ? rest : rest[..end];
            if (name.IsEmpty)
                throw Invalid(path);
            rest = end < 0 ? default : rest[end..];
            string? key = null;
            if (rest is ['[', ..])
            {
                key = ReadKey(ref rest) ?? throw Invalid(path);
            }

            steps.Add(new PropertyStep(name.ToString(), key));
            if (rest.IsEmpty)
                return [.. steps];
            if (rest[0] != '.')
                throw Invalid(path);
            rest = rest[1..];
        }
    }

    /// <summary>The fault for a path that does not exist.</summary>
    public static VimFaultException Invalid(string path) => new(new InvalidProperty { Name = path }, $"there is no property {path}");

    /// <summary>Reads <c>[key]</c>, where the key may stand in quotes and then hold brackets and dots.</summary>
    private static string? ReadKey(ref ReadOnlySpan<char> rest)
    {
        var inside = rest[1..];
        int end;
        string key;
        if (inside is ['"' or '\'', ..])
        {
            end = inside[1..].IndexOf([inside[0], ']']);
            if (end < 0)
                return null;
            key = inside.Slice(1, end).ToString();
            end += 3;
        }
        else
        {
            end = inside.IndexOf(']');
            if (end < 0)
                return null;
            key = inside[..end].ToString();
            end += 1;
        }

        rest = inside[end..];
        return key;
    }
}
