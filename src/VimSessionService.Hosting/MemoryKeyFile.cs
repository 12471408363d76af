using VimSessionService.Identity.Keys;

namespace VimSessionService.Hosting;

/// <summary>Keeps no keys: a service that is started again makes new ones. Register an <see cref="ISigningKeys"/> to keep them.</summary>
internal sealed class MemoryKeyFile : IKeyFile
{
    /// <inheritdoc/>
    public string? Read() => null;

    /// <inheritdoc/>
    public string Write(string text, bool replace) => text;

    /// <inheritdoc/>
    public void TellUnusable(string reason)
    {
    }
}
