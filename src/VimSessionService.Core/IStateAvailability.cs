namespace VimSessionService.Core;

/// <summary>
/// Whether this process may answer clients. One that shares its state with others may not while it is cut off from them: what it remembers may not be true any more. Where
/// nothing is registered, it always may.
/// </summary>
internal interface IStateAvailability
{
    /// <summary>Returns when requests may be answered.</summary>
    /// <exception cref="ServiceBusyException">They may not be answered now.</exception>
    ValueTask EnsureAsync(CancellationToken cancellationToken);
}
