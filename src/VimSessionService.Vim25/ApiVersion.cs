namespace VimSessionService.Vim25;

/// <summary>The versions of the API in the order they came; a later one includes every earlier one.</summary>
public enum ApiVersion : byte
{
    V2_0,
    V2_5,
    V2_5U2,
    V2_5U2server,
    V4_0,
    V4_1,
    V5_0,
    V5_1,
    V5_5,
    V6_0,
    V6_5,
    V6_7,
    V6_7_1,
    V6_7_2,
    V6_7_3,
    V6_8_7,
    V6_9_1,
    V7_0_0_0,
    V7_0_0_2,
    V7_0_1_0,
    V7_0_1_1,
    V7_0_2_0,
    V7_0_2_1,
    V7_0_3_0,
    V7_0_3_1,
    V7_0_3_2,
    V8_0_0_0,
    V8_0_0_1,
    V8_0_0_2,
    V8_0_1_0,
    V8_0_2_0,
    V8_0_3_0,
    V8_0_3_1,
    V9_0_0_0,
    V9_1_0_0,
}

/// <summary>Names of the API versions, and the version that the text of a client or operator means.</summary>
public static class ApiVersions
{
    private static readonly string[] Names =
    [
        "2.0",
        "2.5",
        "2.5u2",
        "2.5u2server",
        "4.0",
        "4.1",
        "5.0",
        "5.1",
        "5.5",
        "6.0",
        "6.5",
        "6.7",
        "6.7.1",
        "6.7.2",
        "6.7.3",
        "6.8.7",
        "6.9.1",
        "7.0.0.0",
        "7.0.0.2",
        "7.0.1.0",
        "7.0.1.1",
        "7.0.2.0",
        "7.0.2.1",
        "7.0.3.0",
        "7.0.3.1",
        "7.0.3.2",
        "8.0.0.0",
        "8.0.0.1",
        "8.0.0.2",
        "8.0.1.0",
        "8.0.2.0",
        "8.0.3.0",
        "8.0.3.1",
        "9.0.0.0",
        "9.1.0.0",
    ];

    /// <summary>The numbers of each name; the largest value for a name that is more than numbers.</summary>
    private static readonly ulong[] Numbers = Array.ConvertAll(Names, static name => TrySplit(name, out var numbers) ? numbers : ulong.MaxValue);

    /// <summary>The version that a service is when nothing else is said.</summary>
    public const ApiVersion Default = ApiVersion.V8_0_3_0;

    /// <summary>The oldest and the newest version declared here.</summary>
    public const ApiVersion Oldest = ApiVersion.V2_0;

    /// <inheritdoc cref="Oldest"/>
    public static ApiVersion Newest => (ApiVersion)(Names.Length - 1);

    /// <summary>Every version's name, oldest first.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The name on the wire, such as <c>8.0.3.0</c>.</summary>
    public static string Name(this ApiVersion version) => Names[(int)version];

    /// <summary>The name that servers give a version among themselves, as in <c>vim.version.version9</c>; it shows in fault texts.</summary>
    public static string InternalName(this ApiVersion version) => version switch
    {
        <= ApiVersion.V6_7_3 => $"vim.version.version{(int)version + 1}",
        ApiVersion.V7_0_0_0 => "vim.version.v7_0",
        _ => $"vim.version.v{version.Name().Replace('.', '_')}",
    };

    /// <summary>Finds a version by its exact name. The newest is looked at first: that is what most clients name in each call.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ApiVersion version)
    {
        for (var i = Names.Length - 1; i >= 0; i--)
        {
            if (text.SequenceEqual(Names[i]))
            {
                version = (ApiVersion)i;
                return true;
            }
        }

        version = default;
        return false;
    }

    /// <summary>
    /// Finds a version by its exact name, or by the first numbers of names, two at least, of which the newest is meant: <c>7.0</c> is 7.0.3.2. 8.0.3.1 is
    /// meant only by its whole name: 9.1 lists it as an older version, and no server is known that names it as its own, so
    /// <c>8.0.3</c> is 8.0.3.0. A suffix of a version that is not released is ignored: <c>9.1.2.0.rc0</c> is 9.1.0.0, the
    /// newest version before it that is known.
    /// </summary>
    public static bool TryParseRelease(ReadOnlySpan<char> text, out ApiVersion version)
    {
        if (TryParse(text, out version))
            return true;
        for (var i = Names.Length - 1; i >= 0 && text.Contains('.'); i--)
        {
            if ((ApiVersion)i != ApiVersion.V8_0_3_1
                && Names[i].Length > text.Length && Names[i][text.Length] == '.' && text.SequenceEqual(Names[i].AsSpan(0, text.Length)))
            {
                version = (ApiVersion)i;
                return true;
            }
        }

        return HasSuffix(text) && TryMatch(text, out version);
    }

    /// <summary>
    /// The newest version that a client which names <paramref name="text"/> is sure to know: itself, or the last one before it.
    /// False when the text is no version at all.
    /// </summary>
    public static bool TryMatch(ReadOnlySpan<char> text, out ApiVersion version)
    {
        if (TryParse(text, out version))
            return true;
        if (!TrySplit(text, out var wanted))
            return false;
        version = Oldest;
        for (var i = 0; i < Numbers.Length; i++)
        {
            if (Numbers[i] <= wanted)
                version = (ApiVersion)i;
        }

        return true;
    }

    /// <summary>Whether a version has four numbers and a name after them, such as <c>9.1.2.0.rc0</c>.</summary>
    private static bool HasSuffix(ReadOnlySpan<char> text) => text.Count('.') == 4 && text[(text.LastIndexOf('.') + 1)..] is [var first, ..] && char.IsAsciiLetter(first);

    /// <summary>
    /// The numbers of a version, 15 bits for each; a larger number counts as the largest of 15 bits. A name after the fourth, as of a version that
    /// is not released, is ignored.
    /// </summary>
    private static bool TrySplit(ReadOnlySpan<char> text, out ulong numbers)
    {
        numbers = 0;
        var count = 0;
        foreach (var part in text.Split('.'))
        {
            if (count == 4)
                return HasSuffix(text);
            if (!int.TryParse(text[part], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
                return false;
            numbers |= (ulong)Math.Min(number, 0x7FFF) << (15 * (3 - count));
            count++;
        }

        return true;
    }
}
