namespace VimSessionService.Options;

/// <summary>Everything that can be set, by feature. The names users know, and how each is set, are in <see cref="OptionTable"/>.</summary>
internal sealed record ServiceOptions
{
    /// <summary>Address, limits and timeouts of the HTTP server.</summary>
    public TransportOptions Transport { get; init; } = new();

    /// <summary>The admin API.</summary>
    public AdminApiOptions Admin { get; init; } = new();

    /// <summary>The certificate.</summary>
    public TlsOptions Tls { get; init; } = new();

    /// <summary>Which server to be.</summary>
    public EmulationOptions Emulation { get; init; } = new();

    /// <summary>How long and how many sessions live.</summary>
    public SessionLimitOptions Sessions { get; init; } = new();

    /// <summary>Tickets, and what they open.</summary>
    public TicketFileOptions Tickets { get; init; } = new();

    /// <summary>Single sign-on.</summary>
    public SsoOptions Sso { get; init; } = new();

    /// <summary>Users, roles and permissions.</summary>
    public AccountOptions Accounts { get; init; } = new();

    /// <summary>Web hooks.</summary>
    public HookOptions Hooks { get; init; } = new();

    /// <summary>An LDAP server.</summary>
    public LdapServerOptions Ldap { get; init; } = new();

    /// <summary>An OpenID provider.</summary>
    public OpenIdProviderOptions OpenId { get; init; } = new();

    /// <summary>The shared session.</summary>
    public SharedSessionPathOptions SharedSession { get; init; } = new();

    /// <summary>Logins by SSPI.</summary>
    public SspiOptions Sspi { get; init; } = new();

    /// <summary>What is logged.</summary>
    public LogOptions Log { get; init; } = new();

    /// <summary>What is kept between starts.</summary>
    public StorageOptions Storage { get; init; } = new();

    /// <summary>What replicas share.</summary>
    public StoreOptions Store { get; init; } = new();

    /// <summary>How the process works together with the one that starts it.</summary>
    public ProcessOptions Process { get; init; } = new();
}
