using VimSessionService.Admin.Listening;
using VimSessionService.Lab.Scenarios.Reading;

namespace VimSessionService.Admin;

/// <summary>Settings of the admin API.</summary>
public sealed class AdminOptions
{
    /// <summary>The token that requests must bring (<c>Authorization: Bearer</c>), at least 16 characters; null to ask for none.</summary>
    public string? Token { get; set; }

    /// <summary>
    /// A listener for the admin API alone; null for none, when <see cref="AdminServiceExtensions.MapVimSessionAdmin"/> adds the API to the routes of the host.
    /// Without a <see cref="Token"/> its address must be a loopback address.
    /// </summary>
    public AdminListen? Listen { get; set; }

    /// <summary>
    /// The names in the Host header that are accepted besides IP addresses, <c>localhost</c> and names without a dot. The API refuses requests for other
    /// hosts, so that no web page can call it by a name of its own that resolves to this machine.
    /// </summary>
    public IReadOnlyCollection<string> Hosts { get; set; } = [];

    /// <summary>How many calls the journal keeps, in 8 MiB at most; 0 for no journal.</summary>
    public int JournalCalls { get; set; } = 10_000;

    /// <summary>The scenarios that are applied at the start and at each reset, in their order.</summary>
    internal IReadOnlyList<ScenarioDocument> Scenarios { get; set; } = [];
}
