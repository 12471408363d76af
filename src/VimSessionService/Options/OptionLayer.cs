using VimSessionService.Storage;

namespace VimSessionService.Options;

/// <summary>The options of one source, as configuration keys and values, with what is wrong about them.</summary>
internal sealed class OptionLayer
{
    /// <summary>What templates put into every appsettings.json; nothing to this service.</summary>
    private static readonly string[] Ignored = ["Logging", "AllowedHosts", AccountLists.SchemaKey];

    /// <summary>The number of errors of one file that are reported.</summary>
    private const int MostErrors = 20;

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
            else if (AccountLists.Contain(key))
                layer.AddToList(key, value, name);
            else
                layer.Warnings.Add($"{name}: there is no such option; the variable is ignored.");
        }

        return layer;
    }

    /// <summary>The options in a JSON file.</summary>
    public static OptionLayer OfFile(string path, string shownAs)
    {
        var layer = new OptionLayer();
        byte[] json;
        try
        {
            json = OperatorFile.ReadBytes(path);
        }
        catch (OperatorFileException failure)
        {
            layer.Errors.Add($"{shownAs} cannot be read: {failure.Message}. Name a file that exists and that this user may read.");
            return layer;
        }

        try
        {
            var settings = JsonOptionsReader.Read(json, shownAs);
            foreach (var setting in settings)
                layer.AddFromFile(setting, json, shownAs);
            if (AccountLists.FindEmptyEntry(settings) is { } empty)
                layer.Errors.Add(JsonOptionsReader.Problem(json, empty.Offset, shownAs, AccountLists.EmptyEntry(empty.Key)).Message);
        }
        catch (FormatException failure)
        {
            layer.Errors.Add(failure.Message);
        }

        return layer;
    }

    private void AddFromFile(JsonSetting setting, byte[] json, string file)
    {
        var first = setting.Key.Split(':')[0];
        if (Ignored.Contains(first, StringComparer.OrdinalIgnoreCase) || Errors.Count >= MostErrors)
            return;
        if (AccountLists.Contain(setting.Key))
        {
            if (AccountLists.Check(setting) is { } problem)
                Refuse(problem);
            else if (setting.Kind is not (JsonValueKind.Object or JsonValueKind.Array))
                Values[setting.Key] = setting.Value;
        }
        else if (OptionTable.Find(first) is not { NamesConfigurationFile: false } option)
        {
            if (first == setting.Key)
                Refuse($"'{first}' is not an option. --help lists them all.");
        }
        else if (setting.Kind is JsonValueKind.Object or JsonValueKind.Array || first != setting.Key)
        {
            if (first == setting.Key)
                Refuse($"'{first}' takes a single value.");
        }
        else if (setting.Value is { Length: > 0 } value)
        {
            Add(option, value, $"{file}: {option.Key}");
        }

        void Refuse(string problem) => Errors.Add(JsonOptionsReader.Problem(json, setting.Offset, file, problem).Message);
    }

    private void AddToList(string key, string value, string shownAs)
    {
        if (AccountLists.Check(key, value) is { } problem)
            Errors.Add($"{shownAs}: {problem}");
        else
            Values[key] = value;
    }

    private void Add(OptionDefinition option, string value, string shownAs)
    {
        if (option.TryNormalize(value, out var normalized, out var problem))
            Values[option.Key] = normalized;
        else
            Errors.Add($"{shownAs}: {problem}");
    }
}
