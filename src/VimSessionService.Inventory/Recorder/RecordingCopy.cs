using VimSessionService.Schema;
using VimSessionService.Vim25;
using VimSessionService.Xml;

namespace VimSessionService.Inventory.Recorder;

/// <summary>Copies objects as a server answers them: without what belongs to sessions, and without secrets; it tells which objects they refer to.</summary>
/// <param name="api">The types of values.</param>
/// <param name="found">Is told of each reference.</param>
internal sealed class RecordingCopy(WholeApi api, Action<ManagedObjectReference> found) : ObjectCopy(api)
{
    /// <summary>What changes with each call or shows sessions.</summary>
    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal)
    {
        "ServiceInstance.serverClock", "SessionManager.currentSession", "SessionManager.sessionList", "EventManager.latestEvent", "PropertyCollector.filter", "ViewManager.viewList",
    };

    /// <summary>How many properties the account may not read.</summary>
    public int Missing { get; private set; }

    /// <summary>How many secrets were left empty.</summary>
    public int Secrets { get; private set; }

    /// <inheritdoc/>
    protected override bool Takes(string type, string property) => !LeftOut.Contains($"{type}.{property}");

    /// <inheritdoc/>
    protected override ManagedObjectReference ChangeReference(ManagedObjectReference reference)
    {
        found(reference);
        return reference;
    }

    /// <summary>A secret stays where it is, without its text.</summary>
    protected override string? ChangeText(string text, in TextPlace place)
    {
        if (place.Kind is not (VimKind.String or VimKind.Any or VimKind.Binary) || text.Length == 0 || !IsSecret(place))
            return text;
        Secrets++;
        return "";
    }

    /// <inheritdoc/>
    protected override void NoteMissing(Utf8XmlReader xml)
    {
        Missing++;
        xml.Skip();
    }

    private static bool IsSecret(in TextPlace place) => IsValueOfSetting(place)
        ? SecretNames.IsSetting(place.Key!)
        : place.Field?.Secret == true || SecretNames.IsMember(place.Member);

    private static bool IsValueOfSetting(in TextPlace place) => place.Key is not null && SecretNames.IsValueOfSetting(place.Member);
}
