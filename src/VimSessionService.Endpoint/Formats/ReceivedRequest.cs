using VimSessionService.Core;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Http;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Endpoint.Formats;

/// <summary>
/// One request in its format. The pipeline calls the members in the order in which they stand here, one at a time: <see cref="ReadHeadAsync"/>,
/// <see cref="Decode"/>, <see cref="Pause"/> when the call waits, <see cref="Encode"/>, <see cref="SendAsync"/>, and always <see cref="End"/>. After an
/// exception of one of the first two it continues with <see cref="Encode"/>.
/// </summary>
/// <param name="exchange">The request and its response.</param>
/// <param name="budget">The work that the request may cause.</param>
public abstract class ReceivedRequest(HttpExchange exchange, RequestBudget budget)
{
    /// <summary>The name of the format.</summary>
    public abstract string FormatName { get; }

    /// <summary>The operation's name as the client wrote it, for logs; <c>(none)</c> when the request was not read as far as that.</summary>
    public virtual string Operation => "(none)";

    /// <summary>The name that a login has outside its arguments, as the client wrote it; null for another call, and where it was not read.</summary>
    internal virtual string? LoginName => null;

    /// <summary>The request and its response.</summary>
    public HttpExchange Exchange { get; } = exchange;

    /// <summary>The work that the request may cause.</summary>
    public RequestBudget Budget { get; } = budget;

    /// <summary>Where the request came from; made anew at each call.</summary>
    public ClientInfo ReadClient() => new(Exchange.RemoteAddress, Exchange.FirstHeader("User-Agent") ?? "", Exchange.ClientCertificate);

    /// <summary>Whether the request bears an access token, which calls from 9.1 on may do.</summary>
    /// <param name="version">The version of the call.</param>
    protected bool BearsAccessToken(ApiVersion version) => version >= ApiVersion.V9_1_0_0
        && Exchange.FirstHeader("Authorization")?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Reads what there is to know before the arguments: the operation, the version, the session tokens.</summary>
    /// <exception cref="VimDecodeException">It is no request of the format.</exception>
    public abstract ValueTask<RequestHead> ReadHeadAsync();

    /// <summary>Reads the object that is called and the arguments, by the declaration of the method.</summary>
    /// <exception cref="VimDecodeException">They are not those of the method, or there is no such method; see <see cref="UnknownMethod"/>.</exception>
    /// <exception cref="BareStatusException">There is no such method, in a format that answers so with a bare status.</exception>
    public abstract CallArguments Decode(RequestHead head);

    /// <summary>The error that an operation is no method of the object that is called.</summary>
    public abstract Exception UnknownMethod(RequestHead head);

    /// <summary>
    /// The call waits, perhaps for hours, and was decoded: what is costly to keep is given back until <see cref="Encode"/>. Called at any time
    /// after <see cref="Decode"/>, also more than once.
    /// </summary>
    public virtual void Pause()
    {
    }

    /// <summary>Writes the response into memory; nothing is sent yet. May be called again, with another outcome, which replaces the first.</summary>
    /// <returns>The HTTP status.</returns>
    /// <exception cref="InvalidOperationException">The result cannot be written; the client is answered with a SystemError.</exception>
    /// <exception cref="VimFaultException">The response is too large; the client is answered with that fault.</exception>
    public abstract int Encode(CallOutcome outcome);

    /// <summary>Sends the response that was encoded last, as fast as the client reads it.</summary>
    public abstract ValueTask SendAsync();

    /// <summary>The request is over, answered or not: everything that it held is given back.</summary>
    public abstract void End();
}

/// <summary>What a request calls.</summary>
/// <param name="Target">The object that is called.</param>
/// <param name="Method">The method's declaration; null for a method that is known by name only.</param>
/// <param name="Arguments">The arguments; null for a method that is known by name only.</param>
public readonly record struct CallArguments(ManagedObjectReference Target, VimMethod? Method, VimRequest? Arguments);
