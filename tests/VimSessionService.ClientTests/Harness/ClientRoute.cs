namespace VimSessionService.ClientTests.Harness;

/// <summary>The way of a client to replicas.</summary>
public enum ClientRoute
{
    /// <summary>Each request goes to the next replica.</summary>
    Requests,

    /// <summary>Each connection does, with what the client shows on it.</summary>
    Connections,

    /// <summary>Everything goes to one replica, as from its own machine.</summary>
    OneReplica,
}
