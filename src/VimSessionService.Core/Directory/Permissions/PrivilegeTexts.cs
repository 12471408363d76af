using System.Text;

namespace VimSessionService.Core.Directory.Permissions;

/// <summary>What people read of privileges and their groups, made of the ids, in English.</summary>
internal static class PrivilegeTexts
{
    /// <summary>A privilege in words, such as <c>Power on</c>.</summary>
    public static string Label(PrivilegeInfo privilege) => Words(privilege.Name);

    /// <summary>A privilege in words with its group, such as <c>Virtual machine, interact: power on</c>.</summary>
    public static string Summary(PrivilegeInfo privilege) => $"{GroupLabel(privilege.Group)}: {Lower(Label(privilege))}";

    /// <summary>A group in words, such as <c>Virtual machine, interact</c>.</summary>
    public static string GroupLabel(string group)
    {
        var parts = group.Split('.').Select(Words).ToArray();
        return parts.Length == 1 ? parts[0] : $"{parts[0]}, {string.Join(", ", parts[1..].Select(Lower))}";
    }

    /// <summary>What a group holds.</summary>
    public static string GroupSummary(string group) => $"Privileges of {Lower(GroupLabel(group))}";

    /// <summary>Splits a name into words; abbreviations stay as they are.</summary>
    private static string Words(string name)
    {
        if (Known(name) is { } known)
            return known;
        var words = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var isUpper = char.IsUpper(name[i]);
            var endsWord = i > 0 && isUpper && !char.IsUpper(name[i - 1]);
            var endsAbbreviation = i > 0 && isUpper && char.IsUpper(name[i - 1]) && i + 1 < name.Length && char.IsLower(name[i + 1]);
            if (endsWord || endsAbbreviation)
                words.Append(' ');
            var isInAbbreviation = isUpper && ((i + 1 < name.Length && char.IsUpper(name[i + 1])) || (i > 0 && char.IsUpper(name[i - 1]) && !endsAbbreviation));
            words.Append(i > 0 && !isInAbbreviation ? char.ToLowerInvariant(name[i]) : name[i]);
        }

        return words.ToString();
    }

    private static string? Known(string name) => name switch
    {
        "Cns" => "Cloud native storage",
        "DVPortgroup" => "Distributed port group",
        "DVSwitch" => "Distributed switch",
        "EAM" => "Agent manager",
        "Hbr" => "Replication",
        "PowerOff" => "Power off",
        "PowerOn" => "Power on",
        "StoragePod" => "Datastore cluster",
        "VApp" => "vApp",
        "VCServer" => "vCenter server",
        "VRMPolicy" => "Resource policy",
        _ => null,
    };

    private static string Lower(string words) =>
        words.Length > 1 && char.IsUpper(words[0]) && !char.IsUpper(words[1]) ? char.ToLowerInvariant(words[0]) + words[1..] : words;
}
