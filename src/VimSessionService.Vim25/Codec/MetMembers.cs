namespace VimSessionService.Vim25.Codec;

/// <summary>Which members of a value were read so far: a bit for each, in a word for the first 64 and an array for those beyond.</summary>
/// <param name="count">How many members are declared.</param>
public struct MetMembers(int count)
{
    private readonly ulong[]? _beyond = count > 64 ? new ulong[(count - 1) / 64] : null;
    private ulong _first;
    private int _last = -1;

    /// <summary>Adds a member; false when it has no place after those that were met.</summary>
    /// <param name="index">The member's place in its declaration, from 0.</param>
    /// <param name="repeats">Whether it may come more than once.</param>
    /// <param name="anyOrder">Whether members may come in any order.</param>
    public bool TryAdd(int index, bool repeats, bool anyOrder)
    {
        ref var word = ref _first;
        if (index >= 64)
            word = ref _beyond![(index / 64) - 1];
        var bit = 1UL << (index % 64);
        if (!repeats && (word & bit) != 0 || !anyOrder && index < _last)
            return false;
        word |= bit;
        _last = Math.Max(_last, index);
        return true;
    }
}
