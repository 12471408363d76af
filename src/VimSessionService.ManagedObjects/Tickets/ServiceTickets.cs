using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using VimSessionService.Core;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tickets;

/// <summary>What became of a ticket that was shown with an HTTP request.</summary>
internal enum TicketRedemption
{
    /// <summary>It was good for the request, and is used up.</summary>
    Accepted,

    /// <summary>There is no such ticket, or none any more.</summary>
    Unknown,

    /// <summary>It is for another request, or its session may not make this one any more. It stays as it is.</summary>
    Refused,
}

/// <summary>
/// Generic service tickets: a session acquires a credential for one request, and the client that presents it can make that request once
/// (specification, AcquireGenericServiceTicket; docs/facts/sessions.md). A ticket becomes invalid when its session ends.
/// </summary>
/// <param name="sessions">The rules of sessions.</param>
/// <param name="store">Where sessions are kept.</param>
/// <param name="tickets">Issues and redeems.</param>
/// <param name="authorizer">Decides what a session may do.</param>
/// <param name="product">What the service presents itself as.</param>
/// <param name="options">How long tickets are valid.</param>
/// <param name="certificate">The server's certificate, whose thumbprints are part of a ticket; null for a service without one.</param>
internal sealed class ServiceTickets(
    SessionService sessions,
    ISessionStore store,
    ITicketIssuer tickets,
    IAuthorizer authorizer,
    ServedProduct product,
    ServiceTicketOptions options,
    ServerCertificateInfo? certificate = null)
{
    private const string AnyMethod = "*";

    /// <summary>The HTTP methods by the names that a specification of a request gives them.</summary>
    private static readonly FrozenDictionary<string, string> HttpMethods = Enum.GetValues<SessionManagerHttpServiceRequestSpecMethod>()
        .ToFrozenDictionary(static method => method.ToWireName(), static method => method.ToString()["Http".Length..].ToUpperInvariant(), StringComparer.Ordinal);

    /// <summary>A ticket for the request that a specification describes.</summary>
    /// <exception cref="VimFaultException">
    /// InvalidArgument for a request that no ticket is given for, NotAuthenticated without a session, NoPermission when the session may
    /// not make the request itself; checked in this order.
    /// </exception>
    public ValueTask<SessionManagerGenericServiceTicket> AcquireAsync(CallContext call, SessionManagerServiceRequestSpec spec) => spec switch
    {
        SessionManagerHttpServiceRequestSpec http => AcquireAsync(call, http),
        SessionManagerVmomiServiceRequestSpec vmomi => AcquireAsync(call, vmomi),
        _ => throw Invalid("spec", $"no ticket is given for a {spec.GetSchema().Name}"),
    };

    /// <summary>Redeems a ticket for an HTTP request.</summary>
    public async ValueTask<TicketRedemption> RedeemAsync(string ticket, TicketedRequest request, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(ticket, cancellationToken) is not { SessionKey: { } key } grant)
            return TicketRedemption.Unknown;

        // A ticket that a client shows with the wrong request stays good: 120 random bits are not found by trying.
        if (grant.Purpose != PurposeOf(request.Method, request) && grant.Purpose != PurposeOf(AnyMethod, request))
            return TicketRedemption.Refused;
        if (await store.FindAsync(key, cancellationToken) is not { } session)
            return TicketRedemption.Unknown;
        if (!await authorizer.HasPrivilegeAsync(session.Data, request.Datastore ?? product.RootFolder, request.Privilege, cancellationToken))
            return TicketRedemption.Refused;
        return await tickets.RedeemAsync(ticket, grant.Purpose, cancellationToken) is null ? TicketRedemption.Unknown : TicketRedemption.Accepted;
    }

    private static VimFaultException Invalid(string property, string reason) => new(new InvalidArgument { InvalidProperty = property }, reason);

    /// <summary>What kind of service redeems the ticket, by the path that it serves.</summary>
    private SessionManagerGenericServiceTicketTicketType TypeOf(string path) =>
        path.StartsWith("/nfc/", StringComparison.Ordinal) || path.StartsWith("/folder", StringComparison.Ordinal)
            ? SessionManagerGenericServiceTicketTicketType.HttpNfcServiceTicket
            : OwnType;

    private SessionManagerGenericServiceTicketTicketType OwnType => product.IsHost
        ? SessionManagerGenericServiceTicketTicketType.HostServiceTicket
        : SessionManagerGenericServiceTicketTicketType.VcServiceTicket;

    /// <summary>
    /// A hash, since a URL may be long and tickets are many. A host looks at the path and the query of a URL alone; a vCenter gives
    /// tickets for its hosts too, so there the URL's host matters. Scheme and port do not: a proxy may change them.
    /// </summary>
    private string PurposeOf(string method, TicketedRequest request)
    {
        var host = product.IsHost ? "" : request.Host.ToLowerInvariant();
        return "Http " + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{method} {host} {request.Target.Text}")));
    }

    private async ValueTask<SessionManagerGenericServiceTicket> AcquireAsync(CallContext call, SessionManagerHttpServiceRequestSpec spec)
    {
        var method = AnyMethod; // a specification without a method is of any
        if (spec.Method is { } name && !HttpMethods.TryGetValue(name, out method))
            throw Invalid("spec.method", "the method is none of HTTP");
        if (!RequestTarget.TryParseUrl(spec.Url, out var target, out var host))
            throw Invalid("spec.url", "the URL is not absolute, not of HTTP, or leads upwards");
        var privilege = method == AnyMethod ? Privileges.SystemRead : TicketedRequest.PrivilegeOf(method);
        var session = sessions.SessionOf(call, privilege);
        if (!await authorizer.HasPrivilegeAsync(session.Data, product.RootFolder, privilege, call.Cancelled))
        {
            throw new VimFaultException(
                new NoPermission
                {
                    Object = product.RootFolder,
                    PrivilegeId = privilege,
                    MissingPrivileges = [new NoPermissionEntityPrivileges { Entity = product.RootFolder, PrivilegeIds = [privilege] }],
                },
                $"{privilege} is missing for the request");
        }

        return await IssueAsync(call, session, PurposeOf(method, new TicketedRequest(method, host, target)), host, TypeOf(target.Text));
    }

    private ValueTask<SessionManagerGenericServiceTicket> AcquireAsync(CallContext call, SessionManagerVmomiServiceRequestSpec spec)
    {
        if (spec.Method != "CloneSession")
            throw Invalid("spec.method", "no ticket is given for the method");
        return IssueAsync(call, sessions.SessionOf(call, Privileges.SystemView), SessionCloning.ServiceTicketPurpose, ServiceAddress.Of(call).Host, OwnType);
    }

    private async ValueTask<SessionManagerGenericServiceTicket> IssueAsync(
        CallContext call, Session session, string purpose, string host, SessionManagerGenericServiceTicketTicketType type)
    {
        var id = await tickets.IssueAsync(new TicketGrant(purpose, session.Key, session.Data.User.UserName), options.Lifetime, call.Cancelled);
        if (await store.FindAsync(session.Key, call.Cancelled) is null)
            await tickets.RevokeSessionAsync(session.Key, call.Cancelled); // it ended before the ticket was there to be revoked
        // Clients since 9.0 get the certificate instead of its thumbprint, from a vCenter (docs/facts/sessions.md#certificate-in-tickets).
        var isNamedByCertificate = call.Version >= ApiVersion.V9_0_0_0 && !product.IsHost && certificate?.Pem is not null;
        return new SessionManagerGenericServiceTicket
        {
            Id = id,
            HostName = host,
            SslThumbprint = isNamedByCertificate ? null : certificate?.Sha1Thumbprint,
            CertThumbprintList = certificate?.Sha256Thumbprint is { } sha256 ? [new VirtualMachineCertThumbprint { Thumbprint = sha256, HashAlgorithm = "sha256" }] : null,
            SslCertificate = isNamedByCertificate ? certificate?.Pem : null,
            TicketType = type.ToWireName(),
        };
    }
}
