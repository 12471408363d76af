using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Calls;

/// <summary>A call whose object and arguments are known.</summary>
/// <param name="context">Who calls, in which version and session.</param>
/// <param name="target">The object that is called.</param>
/// <param name="arguments">The arguments; null for a method of an object that is known by name only.</param>
public sealed class DecodedCall(CallContext context, ManagedObject<CallContext> target, VimRequest? arguments)
{
    /// <summary>Who calls, in which version and session.</summary>
    public CallContext Context { get; } = context;

    /// <summary>The object that is called.</summary>
    public ManagedObject<CallContext> Target { get; } = target;

    /// <summary>The method's declaration; null for a method of an object that is known by name only.</summary>
    public VimMethod? Method => Arguments?.GetMethod();

    /// <summary>
    /// What a step of a caller's own did to the call; null for nothing. A step that sets it beside an earlier one names both. An answer that replaces the
    /// call's own ends the call after the steps at the same place.
    /// </summary>
    public CallIntervention? Intervention { get; set; }

    /// <summary>The arguments, which may hold secrets; null for a method of an object that is known by name only.</summary>
    public VimRequest? Arguments { get; } = arguments;

    /// <summary>The name that a login has among its arguments, as the client wrote it; null for another call, and for a login by a token.</summary>
    internal string? LoginName => Arguments switch
    {
        LoginRequest login => login.UserName,
        LoginExtensionByCertificateRequest extension => extension.ExtensionKey,
        LoginExtensionBySubjectNameRequest extension => extension.ExtensionKey,
        ImpersonateUserRequest other => other.UserName,
        AcquireLocalTicketRequest ticket => ticket.UserName,
        _ => null,
    };
}
