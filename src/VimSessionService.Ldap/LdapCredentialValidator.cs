using System.Security.Cryptography;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Ldap;

/// <summary>
/// Checks a name and a password at an LDAP server, by a connection for each call: use it in a <see cref="RemoteCredentialValidator"/>, which bounds
/// and remembers. Every failure of the server is an <see cref="LdapException"/>. The groups of the user are named <c>DOMAIN\group</c>.
/// </summary>
public sealed class LdapCredentialValidator : ICredentialValidator
{
    /// <summary>More than a user of Active Directory can have.</summary>
    private const int MostGroups = 1_024;

    /// <summary>How many groups are looked up in one search for the groups that they are in.</summary>
    private const int GroupsOfSearch = 50;

    private const int LongestFullName = 256;

    /// <summary>More characters than any real password has. A server closes the connection on a message of some 256 KB, which would be reported as its failure.</summary>
    private const int LongestPassword = 1_024;

    private const string MemberOf = "memberOf";

    private static readonly string[] NameAttributes = ["uid", "sAMAccountName"];

    private static readonly string[] FullNameAttributes = ["displayName", "cn"];

    private static readonly string[] UserAttributes = [.. NameAttributes, .. FullNameAttributes, MemberOf];

    private readonly LdapOptions _options;

    /// <summary>Makes a validator.</summary>
    /// <exception cref="ArgumentException">The options cannot be used; the message says why.</exception>
    public LdapCredentialValidator(LdapOptions options)
    {
        if (options.Domains.Count == 0 || !options.Domains.All(static domain => AccountName.TryParse($@"{domain}\user", out var name) && name.Name == "user"))
            throw new ArgumentException("The domains of the users are missing or no domains.", nameof(options));
        if (!options.UserFilter.Contains(LdapOptions.UserMark, StringComparison.Ordinal))
            throw new ArgumentException($"The filter of users has no {LdapOptions.UserMark}.", nameof(options));
        if (options.UserDn?.Contains(LdapOptions.UserMark, StringComparison.Ordinal) == false)
            throw new ArgumentException($"The distinguished name of users has no {LdapOptions.UserMark}.", nameof(options));
        if (options.GroupFilter?.Contains(LdapOptions.MemberMark, StringComparison.Ordinal) == false)
            throw new ArgumentException($"The filter of groups has no {LdapOptions.MemberMark}.", nameof(options));
        RequireFilter(UserFilterOf(options, "x"), "users");
        if (options.GroupFilter is { } groups)
            RequireFilter(groups.Replace(LdapOptions.MemberMark, "x", StringComparison.Ordinal), "groups");
        if (options.NestedGroups && options.GroupFilter is null)
            throw new ArgumentException("Groups of groups need a filter of groups.", nameof(options));
        if (options.BindDn is not null && string.IsNullOrEmpty(options.BindPassword))
            throw new ArgumentException("The bind DN needs its password.", nameof(options));
        _options = options;
    }

    /// <inheritdoc/>
    /// <exception cref="LdapException">The server gave no usable answer.</exception>
    public async ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken)
    {
        if (password is not { Length: > 0 and <= LongestPassword } || !AccountName.TryParse(userName, out var name) || !IsOfDomain(name))
            return null;
        using var connection = await LdapConnection.OpenAsync(_options, cancellationToken);
        var user = _options.UserDn is { } template
            ? await LogInAsync(connection, template.Replace(LdapOptions.UserMark, DistinguishedName.Escape(name.Name), StringComparison.Ordinal), password, cancellationToken)
            : await FindAsync(connection, name.Name, password, cancellationToken);
        if (user is null)
            return null;
        var groups = await GroupsOfAsync(connection, user, cancellationToken);
        await connection.CloseAsync(cancellationToken);
        var shown = Qualified(NameOf(connection, user, name.Name));
        var fullName = FullNameAttributes.Select(user.First).FirstOrDefault(static value => value is { Length: > 0 and <= LongestFullName });
        return new UserIdentity(shown, fullName ?? shown, groups);
    }

    private static string UserFilterOf(LdapOptions options, string user) =>
        options.UserFilter.Replace(LdapOptions.UserMark, LdapFilter.Escape(user), StringComparison.Ordinal);

    private static void RequireFilter(string filter, string what)
    {
        try
        {
            LdapFilter.Write(new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.BER), filter);
        }
        catch (FormatException failure)
        {
            throw new ArgumentException($"The filter of {what} is no LDAP filter: {failure.Message}.", failure);
        }
    }

    private bool IsOfDomain(AccountName name) => name.Domain is null || _options.Domains.Contains(name.Domain, StringComparer.OrdinalIgnoreCase);

    private string Qualified(string name) => new AccountName(name, _options.Domains[0]).Display;

    /// <summary>Logs the user in by a known distinguished name, and reads its entry.</summary>
    private static async Task<LdapEntry?> LogInAsync(LdapConnection connection, string dn, string password, CancellationToken cancellationToken)
    {
        if (!await connection.BindAsync(dn, password, cancellationToken))
            return null;
        return await connection.SearchAsync(dn, LdapScope.Entry, "(objectClass=*)", UserAttributes, most: 1, cancellationToken) is [var user]
            ? user
            : throw connection.Fail("the user may not read the user's own entry");
    }

    /// <summary>Finds the user's entry, and logs the user in by it.</summary>
    private async Task<LdapEntry?> FindAsync(LdapConnection connection, string name, string password, CancellationToken cancellationToken)
    {
        await SearcherAsync(connection, cancellationToken);
        var found = await connection.SearchAsync(_options.BaseDn, LdapScope.Subtree, UserFilterOf(_options, name), UserAttributes, most: 2, cancellationToken);
        if (found.Count > 1)
            throw connection.Fail("the filter of users finds several entries for one name");

        // Who is not found is logged in too, which fails, so that the time tells less about which names exist.
        var dn = found is [var only] ? only.Dn : $"cn={Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))},{_options.BaseDn}";
        if (!await connection.BindAsync(dn, password, cancellationToken) || found.Count == 0)
            return null;
        if (_options.GroupFilter is not null)
            await SearcherAsync(connection, cancellationToken); // users often may not search for groups
        return found[0];
    }

    private async Task SearcherAsync(LdapConnection connection, CancellationToken cancellationToken)
    {
        if (!await connection.BindAsync(_options.BindDn ?? "", _options.BindPassword ?? "", cancellationToken))
            throw connection.Fail(_options.BindDn is null ? "it allows no search without a login; name a bind DN" : "the bind DN or its password is wrong");
    }

    private async Task<string[]> GroupsOfAsync(LdapConnection connection, LdapEntry user, CancellationToken cancellationToken)
    {
        if (_options.GroupFilter is not { } filter)
            return GroupNames(connection, user.Values(MemberOf).Select(DistinguishedName.FirstValue));
        var names = new List<string?>();
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        string[] members = [user.Dn];
        while (members.Length > 0)
        {
            var found = new List<string>();
            foreach (var part in members.Chunk(GroupsOfSearch))
            {
                var any = string.Concat(part.Select(dn => filter.Replace(LdapOptions.MemberMark, LdapFilter.Escape(dn), StringComparison.Ordinal)));
                foreach (var group in await connection.SearchAsync(_options.GroupBaseDn ?? _options.BaseDn, LdapScope.Subtree, $"(|{any})", ["cn"], MostGroups + 1, cancellationToken))
                {
                    if (!known.Add(group.Dn))
                        continue;
                    names.Add(group.First("cn") ?? DistinguishedName.FirstValue(group.Dn));
                    found.Add(group.Dn);
                }
            }

            if (known.Count > MostGroups)
                throw TooManyGroups(connection);
            members = _options.NestedGroups ? [.. found] : [];
        }

        return GroupNames(connection, names);
    }

    private string[] GroupNames(LdapConnection connection, IEnumerable<string?> names)
    {
        // A name with a backslash or an at sign would be read as one of another domain.
        string[] groups = [.. names.OfType<string>().Where(static name => name.Length is > 0 and <= 200 && !name.AsSpan().ContainsAny('\\', '@')).Select(Qualified).Distinct(StringComparer.OrdinalIgnoreCase)];
        return groups.Length <= MostGroups ? groups : throw TooManyGroups(connection);
    }

    private static LdapException TooManyGroups(LdapConnection connection) => connection.Fail($"a user is in more than {MostGroups} groups");

    /// <summary>The name of the user as the server has it, since it compares names with less care than permissions do.</summary>
    private static string NameOf(LdapConnection connection, LdapEntry user, string asked)
    {
        var names = NameAttributes.SelectMany(user.Values).ToList();
        var name = names.Find(value => value.Equals(asked, StringComparison.OrdinalIgnoreCase)) ?? names.FirstOrDefault();
        return name is { Length: > 0 and <= 200 } && !name.AsSpan().ContainsAny('\\', '@')
            ? name
            : throw connection.Fail($"the user's entry has no attribute {string.Join(" or ", NameAttributes)} that can be a user name");
    }
}
