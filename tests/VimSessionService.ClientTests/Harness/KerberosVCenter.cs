namespace VimSessionService.ClientTests.Harness;

/// <summary>The service in a Kerberos realm, with users of its domain.</summary>
/// <param name="realms">The realms.</param>
/// <param name="more">Variables that go before those of the realms.</param>
public sealed class KerberosVCenter(KerberosRealms realms, params IEnumerable<KeyValuePair<string, string>> more) : VCenter
{
    /// <summary>Users of the realm: one with a role, one by a group, one without any, one whom no account describes.</summary>
    public static readonly string[] Users = ["alice", "dave", "bob", "carol"];

    /// <summary>The one service whose tickets are taken; null for every one of the keytab.</summary>
    public string? OnlyService { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Environment =>
        [.. base.Environment, .. realms.Environment, new("VIM_STS_URL", new Uri(Service.Url, "/sts/STSService/vsphere.local").ToString())];

    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments =>
        ["--sspi", "kerberos", "--keytab", realms.Keytab, .. OnlyService is { } only ? ["--sspi-principal", only] : Array.Empty<string>()];

    /// <inheritdoc/>
    protected override IEnumerable<KeyValuePair<string, string>> Variables =>
    [
        .. realms.Environment,
        .. more,
        .. User(2, "alice@example.test", ("FULL_NAME", "Alice Example"), ("ROLE", "ReadOnly")),
        .. User(3, "dave@example.test", ("GROUPS__0", @"EXAMPLE.TEST\operators")),
        .. User(4, "bob@example.test"),
        new("VIMSESSION_PERMISSIONS__0__PRINCIPAL", "operators@example.test"),
        new("VIMSESSION_PERMISSIONS__0__GROUP", "true"),
        new("VIMSESSION_PERMISSIONS__0__ROLE", "Admin"),
    ];

    private static IEnumerable<KeyValuePair<string, string>> User(int index, string name, params (string Name, string Value)[] fields) =>
        from field in (IEnumerable<(string Name, string Value)>)[("NAME", name), ("PASSWORD", Password), .. fields]
        select KeyValuePair.Create(FormattableString.Invariant($"VIMSESSION_USERS__{index}__{field.Name}"), field.Value);
}
