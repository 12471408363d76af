namespace VimSessionService.Options;

/// <summary>Logins by SSPI, which are GSS-API's on this side.</summary>
internal sealed record SspiOptions
{
    /// <summary>What proves who a client is.</summary>
    [ConfigurationKeyName("Sspi")]
    public SspiMode Mode { get; set; }

    /// <summary>The keys of the service; needed for Kerberos.</summary>
    public string? Keytab { get; set; }

    /// <summary>The only service whose tickets are accepted; null for every service of the keytab.</summary>
    public string? SspiPrincipal { get; set; }

    /// <summary>The domains of realms: <c>REALM=domain</c>, separated by commas.</summary>
    public string SspiRealmDomain { get; set; } = "";

    /// <summary>How many challenges a scripted negotiation has.</summary>
    public int SspiScriptLegs { get; set; } = 1;

    /// <summary>Whom a scripted negotiation proves; null for whom the client names.</summary>
    public string? SspiScriptUser { get; set; }
}

/// <summary>What proves who a client of LoginBySSPI is.</summary>
internal enum SspiMode
{
    /// <summary>Nothing: the service does not support it.</summary>
    Off,

    /// <summary>A Kerberos ticket, within SPNEGO or without.</summary>
    Kerberos,

    /// <summary>Nothing, yet the login is played: for authors of clients who have no domain.</summary>
    Scripted,
}
