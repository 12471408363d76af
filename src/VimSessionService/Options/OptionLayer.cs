using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace VimSessionService.Options;

/// <summary>The options of one source, as configuration keys and values, with what is wrong about them.</summary>
internal sealed class OptionLayer
{
    /// <summary>What stands in a configuration file besides the options: lists, and their elements' fields.</summary>
    private static readonly Dictionary<string, string[]> Lists = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Users"] = ["Name", "Password", "PasswordHash", "FullName", "Role", "Groups"],
        ["Roles"] = ["Name", "Privileges"],
        ["Permissions"] = ["Principal", "Group", "Role", "Propagate"],
    };

    /// <summary>What templates put into every appsettings.json; nothing to this service.</summary>
    private static readonly string[] Ignored = ["Logging", "AllowedHosts"];

    private OptionLayer()
    {
    }

    /// <summary>The values, by configuration key.</summary>
    public Dictionary<string, string?> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong, naming each option as this source does.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>What is odd but does no harm.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The options given on the command line.</summary>
    public static OptionLayer OfCommandLine(IReadOnlyDictionary<string, string> values)
    {
        var layer = new OptionLayer();
        foreach (var option in OptionTable.All)
        {
            if (values.TryGetValue(option.Name, out var value))
                layer.Add(option, value, option.Flag);
        }

        return layer;
    }

    /// <summary>
    /// The options in the environment. Underscores between words may be left out; two of them separate the parts of a list's key
    /// (<c>VIMSESSION_USERS__0__NAME</c>). An empty variable counts as none, as files of deployments leave them.
    /// </summary>
    public static OptionLayer OfEnvironment(IReadOnlyDictionary<string, string> variables)
    {
        var layer = new OptionLayer();
        foreach (var (name, value) in variables.OrderBy(static v => v.Key, StringComparer.Ordinal))
        {
            if (value.Length == 0 || !name.StartsWith(OptionDefinition.EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
                continue;
            var key = name[OptionDefinition.EnvironmentPrefix.Length..]
                .Replace("__", ":", StringComparison.Ordinal)
                .Replace("_", "", StringComparison.Ordinal);
            if (OptionTable.Find(key) is { } option)
                layer.Add(option, value, name);
            else if (IsListField(key))
                layer.Values[key] = value;
            else
                layer.Warnings.Add($"{name}: there is no such option; the variable is ignored.");
        }

        return layer;
    }

    /// <summary>The options in a JSON file.</summary>
    public static OptionLayer OfFile(string path, string shownAs)
    {
        var layer = new OptionLayer();
        try
        {
            using var stream = File.OpenRead(path);
            foreach (var (key, value) in new ConfigurationBuilder().AddJsonStream(stream).Build().AsEnumerable())
                layer.AddFromFile(key, value, shownAs);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            layer.Errors.Add($"{shownAs} cannot be read: {failure.Message}");
        }
        catch (JsonException failure)
        {
            layer.Errors.Add($"{shownAs} is not JSON (line {failure.LineNumber + 1}): correct it there.");
        }
        catch (Exception failure) when (failure is FormatException or InvalidDataException)
        {
            layer.Errors.Add($"{shownAs} cannot be used: {failure.Message}");
        }

        return layer;
    }

    private static bool IsListField(string key)
    {
        var parts = key.Split(':');
        return parts.Length is 3 or 4
            && Lists.TryGetValue(parts[0], out var fields)
            && int.TryParse(parts[1], System.Globalization.NumberStyles.None, null, out _)
            && fields.Contains(parts[2], StringComparer.OrdinalIgnoreCase);
    }

    private void AddFromFile(string key, string? value, string file)
    {
        var parts = key.Split(':');
        if (Ignored.Contains(parts[0], StringComparer.OrdinalIgnoreCase) || string.IsNullOrEmpty(value))
            return;
        if (Lists.ContainsKey(parts[0]))
        {
            if (IsListField(key))
                Values[key] = value;
            else
                Errors.Add($"{file}: '{key}' is not known. {parts[0]} is a list of objects with {string.Join(", ", Lists[parts[0]])}.");
        }
        else if (OptionTable.Find(parts[0]) is not { NamesConfigurationFile: false } option)
        {
            Errors.Add($"{file}: '{parts[0]}' is not an option. --help lists them all.");
        }
        else if (parts.Length > 1)
        {
            Errors.Add($"{file}: '{parts[0]}' takes a single value.");
        }
        else
        {
            Add(option, value, $"{file}: {option.Key}");
        }
    }

    private void Add(OptionDefinition option, string value, string shownAs)
    {
        if (option.TryNormalize(value, out var normalized, out var problem))
            Values[option.Key] = normalized;
        else
            Errors.Add($"{shownAs}: {problem}");
    }
}
