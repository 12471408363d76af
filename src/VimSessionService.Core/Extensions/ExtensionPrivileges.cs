using VimSessionService.Core.Authorization;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Extensions;

/// <summary>Keeps the privileges that there are in step with the extensions: those of an extension come and go with it.</summary>
public sealed class ExtensionPrivileges
{
    /// <summary>More than any real extension has; every role of full access holds them all.</summary>
    public const int MaxOfOne = 1_000;

    private const int MaxLength = 255;

    private readonly ExtensionDirectory _extensions;
    private readonly PrivilegeCatalog _privileges;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ExtensionPrivilegeInfo[]> _defined = new(StringComparer.Ordinal);

    /// <summary>Begins, with the extensions that there are.</summary>
    public ExtensionPrivileges(ExtensionDirectory extensions, PrivilegeCatalog privileges)
    {
        _extensions = extensions;
        _privileges = privileges;
        extensions.Changed += Follow;
        Follow();
    }

    /// <summary>Whether privileges can be an extension's: not too many, each with an id and the name of a group that can be shown.</summary>
    public static bool AreValid(ExtensionPrivilegeInfo[]? privileges) =>
        privileges is null || (privileges.Length <= MaxOfOne && Array.TrueForAll(privileges, one => IsName(one.PrivID) && IsName(one.PrivGroupName)));

    private static bool IsName(string text) =>
        text.Length is > 0 and <= MaxLength && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character));

    private void Follow()
    {
        lock (_lock)
        {
            // What is read within the lock is never older than what another change has read before.
            var all = _extensions.All.ToDictionary(extension => extension.Description.Key, extension => extension.Description.PrivilegeList ?? [], StringComparer.Ordinal);
            foreach (var gone in _defined.Keys.Where(key => !all.ContainsKey(key)).ToArray())
                Define(gone, []);
            foreach (var (key, privileges) in all)
                Define(key, privileges);
        }
    }

    private void Define(string key, ExtensionPrivilegeInfo[] privileges)
    {
        if (ReferenceEquals(_defined.GetValueOrDefault(key, []), privileges) || (privileges.Length == 0 && !_defined.ContainsKey(key)))
            return; // most changes, such as a heartbeat, are none of privileges
        if (privileges.Length == 0)
            _defined.Remove(key);
        else
            _defined[key] = privileges;
        _privileges.Define(key, privileges.Select(static one => new PrivilegeInfo(one.PrivID, one.PrivGroupName)));
    }
}
