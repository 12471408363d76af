using VimSessionService.Schema;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Recorder.Replacing;

/// <summary>Collects the names in objects. What it copies is of no use.</summary>
/// <param name="api">The types of values.</param>
/// <param name="names">Takes the names.</param>
internal sealed class CollectingCopy(WholeApi api, NameTable names) : ObjectCopy(api)
{
    /// <inheritdoc/>
    protected override string? ChangeText(string text, in TextPlace place)
    {
        if (place.Kind is not (VimKind.String or VimKind.Any))
            return text;
        switch (NamePlaces.Of(place))
        {
            case TextUse.Name:
                names.Add(text);
                if (place.Property == "name" && place.ManagedType is "HostSystem" or "ComputeResource")
                    names.AddHost(text);
                break;
            case TextUse.User:
                names.AddUser(text);
                break;
            case TextUse.Host:
                names.AddHost(HostOfUrl(text) ?? text);
                break;
            case TextUse.Domain:
                names.AddDomain(text);
                break;
            case TextUse.Text:
                FilePaths.Collect(text, names);
                if (HostOfUrl(text) is { } host)
                    names.AddHost(host);
                break;
        }

        return text;
    }

    private static string? HostOfUrl(string text) =>
        text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "ldap" or "ldaps" or "nfs" or "ftp" ? url.Host : null;
}

/// <summary>Copies objects with other names.</summary>
/// <param name="api">The types of values.</param>
/// <param name="key">Makes replacements.</param>
/// <param name="names">The names.</param>
internal sealed class ReplacingCopy(WholeApi api, ReplacementKey key, NameTable names) : ObjectCopy(api)
{
    /// <summary>The references of a vCenter, such as <c>vm-12</c>, say nothing; those of a host have names and addresses in them.</summary>
    protected override ManagedObjectReference ChangeReference(ManagedObjectReference reference) =>
        IsNumbered(reference.Value) ? reference : reference with { Value = names.Replace(reference.Value) };

    /// <inheritdoc/>
    protected override string? ChangeText(string text, in TextPlace place)
    {
        var use = NamePlaces.Of(place);
        if (use == TextUse.Certificate)
            return null;
        if (place.Kind == VimKind.Binary)
            return "";
        if (place.Kind == VimKind.Long && place.Member.EndsWith("WorldWideName", StringComparison.Ordinal))
            return BitConverter.ToInt64(key.Bytes("wwn", text)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (place.Kind is not (VimKind.String or VimKind.Any) || text.Length == 0 || use == TextUse.Vocabulary)
            return text;
        return use switch
        {
            TextUse.Written => key.Name("text", text),
            TextUse.Identifier => key.Name("id", text),
            _ when text.Contains("-----BEGIN ", StringComparison.Ordinal) => "",
            TextUse.Host or TextUse.Domain when text.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(text) == UriHostNameType.Dns => names.HostOf(text),
            _ => names.Replace(text),
        };
    }

    /// <summary>Whether a value is letters, a hyphen, and a number with at most one letter before it.</summary>
    private static bool IsNumbered(string value)
    {
        var hyphen = value.LastIndexOf('-');
        if (hyphen < 1 || !value[..hyphen].All(static c => char.IsAsciiLetter(c) || c == '-'))
            return false;
        var number = value.AsSpan(hyphen + 1);
        if (number is [>= 'a' and <= 'z', ..])
            number = number[1..];
        return number.Length > 0 && !number.ContainsAnyExceptInRange('0', '9');
    }
}
