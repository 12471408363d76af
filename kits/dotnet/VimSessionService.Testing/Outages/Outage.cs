using VimSessionService.AdminClient.Outages;
using VimSessionService.Lab.Outages;

namespace VimSessionService.Testing.Outages;

/// <summary>An outage. It ends when this is disposed of.</summary>
public sealed class Outage : IDisposable
{
    private readonly OutageSwitch _switch;

    internal Outage(OutageSwitch outages, OutageInfo info) => (_switch, Id) = (outages, info.Id);

    /// <summary>Its name.</summary>
    public string Id { get; }

    /// <summary>How many requests it has met, and connections where all doors are refused; 0 after its end.</summary>
    public long Met => _switch.List().FirstOrDefault(outage => outage.Id == Id)?.Met ?? 0;

    /// <summary>Ends it.</summary>
    public void Dispose() => _switch.Stop(Id);
}
