namespace VimSessionService.TestEngines;

/// <summary>An engine for tests. Each test has a prefix of its own.</summary>
public interface IEngineServer
{
    /// <summary>Where it is: host and port.</summary>
    string Address { get; }
}
