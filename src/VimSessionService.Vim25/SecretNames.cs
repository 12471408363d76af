namespace VimSessionService.Vim25;

/// <summary>What is secret by its name alone, although the API does not declare it so.</summary>
internal static class SecretNames
{
    /// <summary>Fields whose values are keys of products.</summary>
    private static readonly string[] Members = ["licenseKey", "licenseKeys", "productId"];

    /// <summary>Parts of the keys of settings, such as those of an OptionValue, whose values are secrets.</summary>
    private static readonly string[] Settings = ["password", "passwd", "secret", "community", "token", "privatekey", "userdata", "vendordata"];

    /// <summary>Whether a field or parameter of this name is secret.</summary>
    public static bool IsMember(string? name) => name is not null && Members.AsSpan().Contains(name);

    /// <summary>Whether this member holds the value of a setting.</summary>
    public static bool IsValueOfSetting(string? member) => member is "value" or "defaultValue";

    /// <summary>Whether the setting of this key is secret.</summary>
    public static bool IsSetting(string key) => Array.Exists(Settings, part => key.Contains(part, StringComparison.OrdinalIgnoreCase));
}
