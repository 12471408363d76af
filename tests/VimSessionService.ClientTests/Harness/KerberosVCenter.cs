namespace VimSessionService.ClientTests.Harness;

/// <summary>The service in a Kerberos realm, with users of its domain.</summary>
/// <param name="realms">The realms.</param>
/// <param name="more">Variables that go before those of the realms.</param>
public sealed class KerberosVCenter(KerberosRealms realms, params IEnumerable<KeyValuePair<string, string>> more) : VCenter
{
    /// <summary>Users of the realm: one with a role, one by a group, one without any, one whom no account describes.</summary>
    public static readonly string[] Users = ["alice", "dave", "bob", "carol"];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Environment => [.. base.Environment, .. realms.Environment];

    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments => ["--sspi", "kerberos", "--keytab", realms.Keytab, "--sspi-principal", KerberosRealms.Service];

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
