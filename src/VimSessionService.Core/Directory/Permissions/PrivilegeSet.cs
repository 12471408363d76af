using System.Collections;
using System.Collections.Frozen;

namespace VimSessionService.Core.Directory.Permissions;

/// <summary>
/// The privileges of a role, or of several together: of those that were given the ones that exist, and for roles of full access all that
/// extensions brought. It holds references to both and copies nothing, so that it costs the same however many there are.
/// </summary>
public sealed class PrivilegeSet : IReadOnlyCollection<string>, IEquatable<PrivilegeSet>
{
    private readonly FrozenSet<string>[] _given;
    private readonly bool _isFull;
    private readonly PrivilegeSetOfExtensions _brought;

    private PrivilegeSet(FrozenSet<string>[] given, bool isFull, PrivilegeSetOfExtensions brought)
    {
        _given = given;
        _isFull = isFull;
        _brought = brought;
    }

    /// <summary>No privilege.</summary>
    public static PrivilegeSet None { get; } = new([], isFull: false, PrivilegeSetOfExtensions.Empty);

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var _ in this)
                count++;
            return count;
        }
    }

    /// <summary>Whether a privilege is among them.</summary>
    public bool Contains(string id)
    {
        foreach (var given in _given)
        {
            if (given.Contains(id))
                return Exists(id);
        }

        return _isFull && _brought.Contains(id);
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator()
    {
        var ids = _given.Length == 1 ? _given[0].Where(Exists) : _given.SelectMany(static given => given).Where(Exists).Distinct(StringComparer.Ordinal);
        return (_isFull ? ids.Union(_brought.Ids, StringComparer.Ordinal) : ids).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both are the same privileges.</summary>
    public bool Equals(PrivilegeSet? other) => ReferenceEquals(this, other) || (other is not null && this.ToHashSet(StringComparer.Ordinal).SetEquals(other));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PrivilegeSet);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;

    /// <summary>Privileges that were given.</summary>
    /// <param name="given">The ids, which need not exist.</param>
    /// <param name="isFull">Whether what extensions brought is among them.</param>
    public static PrivilegeSet Of(IEnumerable<string> given, bool isFull = false) =>
        new([given.ToFrozenSet(StringComparer.Ordinal)], isFull, PrivilegeSetOfExtensions.Empty);

    /// <summary>The privileges of several roles.</summary>
    internal static PrivilegeSet Union(IReadOnlyList<PrivilegeSet> sets) => sets switch
    {
        [] => None,
        [var only] => only,
        _ => new([.. sets.SelectMany(static set => set._given)], sets.Any(static set => set._isFull), sets[0]._brought),
    };

    /// <summary>The same where extensions have brought these privileges.</summary>
    internal PrivilegeSet In(PrivilegeSetOfExtensions brought) => ReferenceEquals(brought, _brought) ? this : new(_given, _isFull, brought);

    /// <summary>The ids that were given, in alphabetical order, whether or not they exist.</summary>
    internal string[] Given() => [.. _given.SelectMany(static given => given).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Whether the id was given, whether or not it exists.</summary>
    internal bool WasGiven(string id) => Array.Exists(_given, given => given.Contains(id));

    private bool Exists(string id) => Privileges.Known.Contains(id) || _brought.Contains(id);
}
