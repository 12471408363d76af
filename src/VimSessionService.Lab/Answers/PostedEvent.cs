using System.Text.Json;
using System.Text.Json.Nodes;
using VimSessionService.Core;
using VimSessionService.ManagedObjects.Events;
using VimSessionService.Schema;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Lab.Answers;

/// <summary>Reads events that are posted. What the service says of every event may be left out.</summary>
internal static class PostedEvent
{
    /// <summary>Reads an event.</summary>
    /// <param name="given">The event in VI-JSON form.</param>
    /// <param name="place">Its place, for errors.</param>
    /// <param name="catalog">The types of events.</param>
    /// <exception cref="RefusedException">It is no event of the API.</exception>
    public static Event Read(JsonElement given, string place, VimCatalog catalog)
    {
        if (catalog is not ServedApi { Whole: var api })
            throw new RefusedException(place, "needs an inventory. Start the service with --inventory");
        if (given.ValueKind != JsonValueKind.Object)
            throw new RefusedException(place, "is no object");
        var said = given.TryGetProperty(JsonFieldReader.TypeName, out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
        if (catalog.FindType(said) is not { } type || !IsEvent(type))
        {
            IReadOnlyList<string> known = [.. api.Types.Where(IsEvent).Select(static found => found.Name)];
            throw new RefusedException($"{place}/{JsonFieldReader.TypeName}", $"is no event of the API.{NearestNames.Hint(said, known)}", known);
        }

        var whole = new JsonObject { ["key"] = 0, ["chainId"] = 0, ["createdTime"] = "1970-01-01T00:00:00Z", ["userName"] = "" };
        foreach (var member in given.EnumerateObject())
            whole[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        var read = JsonFieldReader.Read(JsonElement.Parse(whole.ToJsonString()), type, place, type.Base is { } up && ReferenceEquals(api.FindType(up.Name), up) ? api : catalog);
        return read as Event ?? DeclaredEvents.Of((DynamicObject)read);
    }

    private static bool IsEvent(VimType type)
    {
        for (var at = type; at is not null; at = at.Base)
        {
            if (at.Name == Event.Schema.Name)
                return true;
        }

        return false;
    }
}
