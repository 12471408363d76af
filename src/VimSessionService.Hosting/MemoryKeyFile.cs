using VimSessionService.Identity.Keys;

namespace VimSessionService.Hosting;

/// <summary>Keeps no keys: a service that is started again makes new ones. Register an <see cref="ISigningKeys"/> to keep them.</summary>
internal sealed class MemoryKeyFile : IKeyFile
{
    /// <inheritdoc/>
    public ValueTask<string?> ReadAsync() => default;

    /// <inheritdoc/>
    public ValueTask<string> WriteAsync(string text, bool replace) => new(text);

    /// <inheritdoc/>
    public void TellUnusable(string reason)
    {
    }
}
