namespace VimSessionService.Core.Sessions.Tickets;

/// <summary>What an issuer of tickets may offer besides, for an operator who puts a service into a state. The built-in issuers offer it.</summary>
internal interface ITicketStateStore
{
    /// <summary>The tickets that are good, the one that ends first at the beginning.</summary>
    ValueTask<IReadOnlyList<SavedTicket>> SaveAsync(CancellationToken cancellationToken);

    /// <summary>Has these tickets and no others.</summary>
    ValueTask RestoreAsync(IReadOnlyList<SavedTicket> tickets, CancellationToken cancellationToken);

    /// <summary>Ends a ticket; false when there was none that was good.</summary>
    ValueTask<bool> ExpireAsync(string hash, CancellationToken cancellationToken);
}

/// <summary>A ticket as it can be made again.</summary>
/// <param name="Hash">The SHA-256 hash of its text, as 64 hexadecimal digits.</param>
/// <param name="Grant">What it is good for.</param>
/// <param name="Rest">How long it is good still.</param>
internal sealed record SavedTicket(string Hash, TicketGrant Grant, TimeSpan Rest)
{
    /// <summary>Whether a text is the hash of a ticket.</summary>
    public static bool IsHash(string text) => SecretHash.TryDecode(text, out _);
}
