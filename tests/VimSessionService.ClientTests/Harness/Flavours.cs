namespace VimSessionService.ClientTests.Harness;

/// <summary>The service on plain http.</summary>
public sealed class PlainHttpVCenter : VCenter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments => ["--tls", "false"];
}

/// <summary>The service as a vCenter of an older version.</summary>
public sealed class OlderVCenter : VCenter
{
    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Environment =>
        [.. base.Environment, new("VIM_API_VERSION", "6.5"), new("VIM_VERSION_ID", "6.5")];

    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments => ["--api-version", "6.5"];
}

/// <summary>The service as an ESX host.</summary>
public sealed class EsxHost : VCenter
{
    /// <inheritdoc/>
    public override string UserName => "root";

    /// <inheritdoc/>
    public override string ShownUserName => "root";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Environment =>
    [
        .. base.Environment,
        new("VIM_API_TYPE", "HostAgent"),
        new("VIM_PRODUCT_LINE", "embeddedEsx"),
        new("VIM_SESSION_MANAGER", "ha-sessionmgr"),
        new("VIM_ROOT_FOLDER", "ha-folder-root"),
        new("VIM_PROPERTY_COLLECTOR", "ha-property-collector"),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments => ["--esx", "--local-tickets", "on"];
}

/// <summary>The service with an RSA key in its certificate; everywhere else it is P-256.</summary>
public sealed class RsaVCenter : VCenter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments => ["--tls-key-type", "rsa"];
}
