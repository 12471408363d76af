using System.Collections.Immutable;

namespace VimSessionService.Core.Directory.Extensions;

/// <summary>The extensions of one moment. Each change costs about the same however many there are.</summary>
internal sealed record ExtensionSet
{
    private ImmutableSortedDictionary<string, RegisteredExtension> ByKey { get; init; } =
        ImmutableSortedDictionary.Create<string, RegisteredExtension>(StringComparer.Ordinal);

    public static ExtensionSet Empty { get; } = new();

    /// <summary>Every extension, by key.</summary>
    public IEnumerable<RegisteredExtension> All => ByKey.Values;

    /// <summary>How many there are.</summary>
    public int Count => ByKey.Count;

    /// <summary>About what they take up, in bytes.</summary>
    public long Bytes { get; private init; }

    /// <summary>Finds an extension by its key.</summary>
    public RegisteredExtension? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>Adds an extension, or puts it in the place of that of its key.</summary>
    public ExtensionSet With(RegisteredExtension extension)
    {
        var key = extension.Description.Key;
        return this with { ByKey = ByKey.SetItem(key, extension), Bytes = Bytes + extension.Bytes - (Find(key)?.Bytes ?? 0) };
    }

    /// <summary>Removes the extension of a key, if there is one.</summary>
    public ExtensionSet Without(string key) =>
        Find(key) is { } extension ? this with { ByKey = ByKey.Remove(key), Bytes = Bytes - extension.Bytes } : this;
}
