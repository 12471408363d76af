using System.Net;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Certificates;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Trust;
using VimSessionService.Lab.Clock;
using VimSessionService.Lab.Scenarios.Reading;
using VimSessionService.Logging;
using VimSessionService.Options;
using VimSessionService.Redis;
using VimSessionService.Storage;
using VimSessionService.UsersFile;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vapi.SharedSession;

namespace VimSessionService.Web;

/// <summary>Everything a service is built from, once options, files and keys are read.</summary>
internal sealed record HostParts
{
    /// <summary>The options, checked.</summary>
    public required ServiceOptions Options { get; init; }

    /// <summary>The address to bind; null for every address.</summary>
    public required IPAddress? Address { get; init; }

    /// <summary>The port to bind; 0 for a free one.</summary>
    public required int Port { get; init; }

    /// <summary>How long a client may read nothing at all of a response that has a least rate.</summary>
    public TimeSpan ResponseGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The certificate; null for plain HTTP.</summary>
    public required ServerCertificate? Certificate { get; init; }

    /// <summary>The certificate inside the SDK tunnel, made at its first use; null when there is no tunnel.</summary>
    public Lazy<ServerCertificate>? TunnelCertificate { get; init; }

    /// <summary>Where the SDK tunnel is served besides, with null for every address; null for nowhere.</summary>
    public (IPAddress? Address, int Port)? TunnelEndpoint { get; init; }

    /// <summary>Who may issue the certificates that extensions log in with by subject name.</summary>
    public IReadOnlyList<X509Certificate2> ExtensionAuthorities { get; init; } = [];

    /// <summary>The instance's UUID.</summary>
    public required Guid InstanceUuid { get; init; }

    /// <summary>The administrator, whom <see cref="Accounts"/> holds too; null for none by options.</summary>
    public required FirstAdministrator? Administrator { get; init; }

    /// <summary>What options declare, with the administrator.</summary>
    public required Accounts Accounts { get; init; }

    /// <summary>Where the files of local tickets are; null for a service that gives none.</summary>
    public LocalTicketDirectory? LocalTickets { get; init; }

    /// <summary>The level of the log and its logger, for clients that change it; null where they change nothing.</summary>
    public (LogLevelControl Control, Serilog.ILogger Logger)? LogLevel { get; init; }

    /// <summary>Checks the passwords of users who are not declared with one; null for none. Not disposed with the service.</summary>
    public ICredentialValidator? Authenticator { get; init; }

    /// <summary>Makes the authorizer from the roles and from the one that decides by the permissions; null for that one alone.</summary>
    public Func<ServiceDirectory, IAuthorizer, IAuthorizer>? Authorizer { get; init; }

    /// <summary>Makes the accepting side of SSPI logins, which may need the accounts; null for a service without them.</summary>
    public Func<AccountDirectory, INegotiator>? Negotiator { get; init; }

    /// <summary>What single sign-on signs tokens with; null for a service that issues none.</summary>
    public ISigningKeys? SigningKeys { get; init; }

    /// <summary>The keys of the OpenID provider; null without one.</summary>
    public IOpenIdKeys? OpenIdKeys { get; init; }

    /// <summary>The endpoint of shared sessions; null for none.</summary>
    public SharedSessionOptions? SharedSession { get; init; }

    /// <summary>Other services whose tokens may log in; null for none.</summary>
    public ITrustedIssuers? TrustedSts { get; init; }

    /// <summary>The state that replicas share; null for the memory of the process. Not disposed with the service.</summary>
    public RedisStore? Store { get; init; }

    /// <summary>Where the admin API is served, and its token; null for nowhere.</summary>
    public AdminApiAccess? Admin { get; init; }

    /// <summary>The scenarios that are applied at the start.</summary>
    public IReadOnlyList<ScenarioDocument> Scenarios { get; init; } = [];

    /// <summary>The clock. One that can be moved is told of by <see cref="RealTime"/> what goes by the real time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The clock of what takes real time: connections, files, durations of calls.</summary>
    public TimeProvider RealTime => Time is LabClock { Real: var real } ? real : Time;
}
