namespace VimSessionService.Vim25;

/// <summary>Parts of a value that were passed over, which are read when they are asked for. Thread-safe.</summary>
internal abstract class UnreadParts
{
    /// <summary>Reads parts, one after the other.</summary>
    /// <param name="places">Where they are.</param>
    /// <param name="read">Reads one; the reader stands on it.</param>
    /// <returns>What was read; null when one cannot be read and the owner wants it unset.</returns>
    public abstract object[]? Read(IReadOnlyList<int> places, Func<VimReader, object> read);
}
