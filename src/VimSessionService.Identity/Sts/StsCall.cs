using System.Net;
using VimSessionService.Core;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Limits;

namespace VimSessionService.Identity.Sts;

/// <summary>A request to the security token service.</summary>
/// <param name="Message">The message.</param>
/// <param name="Action">The SOAPAction as it came; null for none.</param>
/// <param name="Address">The address it was sent to, which the issuer's name derives from.</param>
/// <param name="Caller">Where it came from.</param>
internal sealed record StsCall(ReadOnlyMemory<byte> Message, string? Action, ServiceAddress Address, StsCaller Caller)
{
    /// <summary>The turn of a request that takes much work, taken by the caller. It is given up while a password waits to be checked; null for none.</summary>
    public WorkTurn? Turn { get; init; }
}

/// <summary>Where a request came from.</summary>
/// <param name="Address">The client's address.</param>
/// <param name="Connection">What tells its connection from every other; empty where that is not known.</param>
/// <param name="ConnectionClosed">Is cancelled when the connection has been closed.</param>
internal sealed record StsCaller(IPAddress Address, string Connection = "", CancellationToken ConnectionClosed = default)
{
    /// <summary>The client as checks of passwords know it.</summary>
    public ClientInfo Client { get; init; } = new(Address, "");
}

/// <summary>The response to a request, and what is logged about it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Content">The answer.</param>
/// <param name="Operation">What was asked for.</param>
internal sealed record StsAnswer(int Status, string Content, string Operation)
{
    /// <summary>Who asked; null where it is not known.</summary>
    public string? UserName { get; init; }

    /// <summary>The name that the request presented: as it wrote it beside a password, or that which its token, key or negotiation claims. Null for none.</summary>
    public string? LoginName { get; init; }

    /// <summary>The fault's code; null for none.</summary>
    public string? Fault { get; init; }

    /// <summary>The true reason of the fault; null for none.</summary>
    public string? Reason { get; init; }
}
