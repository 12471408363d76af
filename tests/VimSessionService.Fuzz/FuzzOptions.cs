using System.Globalization;

namespace VimSessionService.Fuzz;

/// <summary>What the environment sets.</summary>
internal static class FuzzOptions
{
    /// <summary>How many inputs a test makes.</summary>
    public static int Inputs(int usual) => Of("VIMSESSION_FUZZ_INPUTS", usual);

    /// <summary>A number of the environment, or the usual one.</summary>
    public static int Of(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
