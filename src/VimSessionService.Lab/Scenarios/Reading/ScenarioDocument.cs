using System.Globalization;
using System.Text.Json;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Scenarios;
using YamlDotNet.Core;

namespace VimSessionService.Lab.Scenarios.Reading;

/// <summary>A scenario as it was read, which knows where each of its values stands.</summary>
internal sealed class ScenarioDocument
{
    /// <summary>The largest document, in characters.</summary>
    public const int MostCharacters = 1024 * 1024;

    private readonly YamlValue _root;
    private readonly string? _file;

    private ScenarioDocument(YamlValue root, string? file, ScenarioSpec spec) => (_root, _file, Spec) = (root, file, spec);

    /// <summary>The scenario.</summary>
    public ScenarioSpec Spec { get; }

    /// <summary>Reads a scenario from YAML or JSON.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file, for messages; null for none.</param>
    /// <exception cref="ScenarioException">It cannot be read, or has fields that a scenario does not have.</exception>
    public static ScenarioDocument Read(string text, string? file = null)
    {
        if (text.Length > MostCharacters)
            throw new ScenarioException(file, 1, 1, "#", $"has more than {MostCharacters} characters");
        var root = YamlTree.Read(text, file);
        var type = AdminJson.Default.ScenarioSpec;
        if (root is not YamlMap)
            throw new ScenarioException(file, root.Start.Line, root.Start.Column, "#", "is no map of fields", [.. type.Properties.Select(static property => property.Name)]);
        try
        {
            return new ScenarioDocument(root, file, JsonSerializer.Deserialize(YamlJson.Write(root, type), type)!);
        }
        catch (JsonException failure)
        {
            var (pointer, detail, allowed) = JsonPlaces.Describe(failure, type);
            throw Refuse(root, file, pointer, detail, allowed);
        }
    }

    /// <summary>The error of a place.</summary>
    /// <param name="pointer">The place, such as <c>#/users/0/name</c>.</param>
    /// <param name="detail">What is wrong there, to follow the place.</param>
    /// <param name="allowed">What may stand there; null where that cannot be listed.</param>
    public ScenarioException Refuse(string pointer, string detail, IReadOnlyList<string>? allowed = null) => Refuse(_root, _file, pointer, detail, allowed);

    private static ScenarioException Refuse(YamlValue root, string? file, string pointer, string detail, IReadOnlyList<string>? allowed)
    {
        var at = Find(root, pointer);
        return new ScenarioException(file, at.Line, at.Column, pointer, detail, allowed);
    }

    /// <summary>Where a place stands; of one that is not there, where the nearest one above it stands.</summary>
    private static Mark Find(YamlValue root, string pointer)
    {
        var (at, place) = (root, root.Start);
        foreach (var step in pointer.Split('/').Skip(1).Select(static step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            if (at is YamlMap map && map.Entries.FirstOrDefault(entry => entry.Key.Text == step) is { Key: { } key } entry)
                (at, place) = (entry.Value, key.Start);
            else if (at is YamlList list && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count)
                (at, place) = (list.Items[index], list.Items[index].Start);
            else
                break;
        }

        return place;
    }
}
