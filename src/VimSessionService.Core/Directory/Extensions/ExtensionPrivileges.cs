using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory.Extensions;

/// <summary>The privileges that an extension brings: they come and go with it.</summary>
internal static class ExtensionPrivileges
{
    /// <summary>More than any real extension has; every role of full access holds them all.</summary>
    public const int MaxOfOne = 1_000;

    private const int MaxLength = 255;

    /// <summary>Whether privileges can be an extension's: not too many, each with an id and the name of a group that can be shown.</summary>
    public static bool AreValid(ExtensionPrivilegeInfo[]? privileges) =>
        privileges is null || (privileges.Length <= MaxOfOne && Array.TrueForAll(privileges, one => IsName(one.PrivID) && IsName(one.PrivGroupName)));

    /// <summary>The privileges of an extension.</summary>
    internal static PrivilegeInfo[] Of(Extension extension) =>
        Array.ConvertAll(extension.PrivilegeList ?? [], static one => new PrivilegeInfo(one.PrivID, one.PrivGroupName));

    private static bool IsName(string text) =>
        text.Length is > 0 and <= MaxLength && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character));
}
