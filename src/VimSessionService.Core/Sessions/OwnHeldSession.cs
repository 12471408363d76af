namespace VimSessionService.Core.Sessions;

/// <summary>The session that one process holds.</summary>
internal sealed class OwnHeldSession : IHeldSession
{
    private volatile HeldSession? _held;

    /// <inheritdoc/>
    public ValueTask<HeldSession?> ReadAsync(CancellationToken cancellationToken) => new(_held);

    /// <inheritdoc/>
    public ValueTask<HeldSession> HoldAsync(HeldSession session) => new(_held = session);
}
