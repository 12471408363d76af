using System.Collections;

namespace System.Runtime.CompilerServices
{
    /// <summary>Lets this target framework have records.</summary>
    internal static class IsExternalInit;
}

namespace VimSessionService.Vim25.Generator
{
    /// <summary>An array compared by its items, so that unchanged declarations are not generated again.</summary>
    internal readonly struct EquatableArray<T>(IEnumerable<T> items) : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
        where T : IEquatable<T>
    {
        private readonly T[]? _items = items.ToArray();

        private T[] Items => _items ?? [];

        public int Count => Items.Length;

        public T this[int index] => Items[index];

        public bool Equals(EquatableArray<T> other) => Items.AsSpan().SequenceEqual(other.Items);

        public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

        public override int GetHashCode() => Items.Aggregate(17, (hash, item) => unchecked((hash * 31) + item.GetHashCode()));

        public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
