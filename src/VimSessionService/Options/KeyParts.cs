namespace VimSessionService.Options;

/// <summary>The parts of a configuration key between its colons, without copies of them: a file has many keys.</summary>
internal readonly ref struct KeyParts
{
    /// <summary>How many parts are told apart: more than a key of an account has.</summary>
    public const int Most = 6;

    private readonly ReadOnlySpan<char> _key;
    private readonly ReadOnlySpan<Range> _places;

    /// <summary>Finds the parts of a key, such as <c>Users:0:Groups:1</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="places">Memory for <see cref="Most"/> places.</param>
    public KeyParts(ReadOnlySpan<char> key, Span<Range> places)
    {
        _key = key;
        _places = places[..key.Split(places, ':')];
    }

    /// <summary>How many there are.</summary>
    public int Length => _places.Length;

    /// <summary>A part.</summary>
    public ReadOnlySpan<char> this[int index] => _key[_places[index]];
}
