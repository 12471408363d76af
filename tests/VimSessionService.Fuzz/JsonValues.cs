using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VimSessionService.Fuzz;

/// <summary>Changes values of a body in JSON, which stays JSON with the same members.</summary>
internal static class JsonValues
{
    /// <summary>The body with one or two of its values changed; null when it is no JSON object, or has no values.</summary>
    /// <param name="body">The body.</param>
    /// <param name="change">Gives another text for a text, and another number for a number.</param>
    /// <param name="random">Chooses.</param>
    public static byte[]? Change(byte[] body, Func<string, string> change, Random random)
    {
        if (body is not [(byte)'{', ..])
            return null;
        JsonNode root;
        try
        {
            root = JsonNode.Parse(body)!;
        }
        catch (JsonException)
        {
            return null;
        }

        var leaves = new List<JsonValue>();
        Collect(root, leaves, random);
        if (leaves.Count == 0)
            return null;
        for (var changes = random.Next(1, 3); changes > 0; changes--)
        {
            var leaf = leaves[random.Next(leaves.Count)];
            if (leaf.Parent is not null)
                leaf.ReplaceWith(Other(leaf, change));
        }

        return JsonSerializer.SerializeToUtf8Bytes(root);
    }

    /// <summary>Names of types and of objects are seldom changed, as another one is refused before any method.</summary>
    private static void Collect(JsonNode node, List<JsonValue> leaves, Random random)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    if (value is not null && (name is not ("_typeName" or "type") || random.Next(30) == 0))
                        Collect(value, leaves, random);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    if (item is not null)
                        Collect(item, leaves, random);
                }

                break;
            case JsonValue value:
                leaves.Add(value);
                break;
        }
    }

    private static JsonValue Other(JsonValue leaf, Func<string, string> change)
    {
        if (leaf.TryGetValue<bool>(out var flag))
            return JsonValue.Create(!flag);
        if (leaf.TryGetValue<string>(out var text))
            return JsonValue.Create(change(text));
        return JsonValue.Create(long.Parse(change("1"), CultureInfo.InvariantCulture));
    }
}
