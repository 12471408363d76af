using System.Collections.Frozen;

namespace VimSessionService.Vim25;

/// <summary>
/// What one format writes within values that never change, such as the service content and the lists of locales, kept as
/// bytes for each version of the API once it was written for the first time.
/// </summary>
internal sealed class ConstantContents
{
    private readonly FrozenDictionary<object, byte[]?[]> _byValue;

    /// <summary>Creates it for the given objects. They are compared by reference, and must not change.</summary>
    public ConstantContents(IEnumerable<object> constants) =>
        _byValue = constants.ToFrozenDictionary(static value => value, static _ => new byte[]?[ApiVersions.All.Count], ReferenceEqualityComparer.Instance);

    /// <summary>None.</summary>
    public static ConstantContents None { get; } = new([]);

    /// <summary>The places of a constant's contents, by version; null for a value that is none.</summary>
    public byte[]?[]? Find(object value) => _byValue.GetValueOrDefault(value);
}
