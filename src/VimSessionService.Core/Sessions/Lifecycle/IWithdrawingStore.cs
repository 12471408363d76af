namespace VimSessionService.Core.Sessions.Lifecycle;

/// <summary>A store that can withdraw the tickets of a session in one step with its end.</summary>
internal interface IWithdrawingStore : ISessionStore
{
    /// <summary>Whether it does. Otherwise the service revokes them afterwards.</summary>
    bool WithdrawsTickets { get; }
}
