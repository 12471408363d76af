using VimSessionService.Lab;

namespace VimSessionService.Testing.Hosting;

/// <summary>Tells a test what is wrong with what it asked for.</summary>
internal static class Refusal
{
    /// <summary>Does something, and gives its result.</summary>
    /// <exception cref="ArgumentException">It was refused.</exception>
    public static T Explain<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (RefusedException refused)
        {
            var allowed = refused.Allowed is { Count: > 0 and <= 20 } few ? $" Allowed: {string.Join(", ", few)}." : "";
            throw new ArgumentException($"{(refused.Place.Length == 0 ? "It" : refused.Place)} {refused.Detail.TrimEnd('.', ' ')}{(refused.Detail.EndsWith('?') ? "" : ".")}{allowed}", refused);
        }
    }
}
