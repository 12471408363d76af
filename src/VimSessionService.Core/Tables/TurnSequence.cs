using System.Runtime.InteropServices;

namespace VimSessionService.Core.Tables;

/// <summary>
/// The random numbers of counts: two for each question, whether or not they are used, so that they follow from the seed and the number of questions alone, and counts that are restored go on with
/// them. A sequence of Lehmer, which a script of the engine can compute too, as each step is exact in a double.
/// </summary>
internal struct TurnSequence
{
    /// <summary>How many numbers there are, from 0 on.</summary>
    public const long Numbers = Modulus - 1;

    private const long Modulus = 2147483647;
    private const long Multiplier = 48271;

    /// <summary>Seeds that are close to each other would begin with numbers that are.</summary>
    private const int Skipped = 3;

    private TurnSequence(long state) => State = state;

    /// <summary>From what the next numbers are made.</summary>
    public long State { get; private set; }

    /// <summary>The sequence of a seed, after some questions.</summary>
    public static TurnSequence After(int seed, long questions)
    {
        var (factor, steps, power) = (Multiplier, (ulong)questions * 2 + Skipped, 1L);
        for (; steps > 0; steps >>= 1)
        {
            if ((steps & 1) == 1)
                power = power * factor % Modulus;
            factor = factor * factor % Modulus;
        }

        return new TurnSequence((((uint)seed % Numbers) + 1) * power % Modulus);
    }

    /// <summary>The numbers of the next question, from 0 up to 1.</summary>
    public TurnNumbers Next() => new(Step(), Step());

    private double Step()
    {
        State = State * Multiplier % Modulus;
        return (double)(State - 1) / Numbers;
    }
}

/// <summary>The random numbers of a question.</summary>
/// <param name="Chance">Decides whether it is granted.</param>
/// <param name="Given">For who is granted it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TurnNumbers(double Chance, double Given);
