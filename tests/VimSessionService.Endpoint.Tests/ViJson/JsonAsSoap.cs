using System.Security;
using System.Text;
using System.Text.Json.Nodes;

namespace VimSessionService.Endpoint.Tests.ViJson;

/// <summary>An answer of VI-JSON in the spelling of SOAP, as far as tests look at it, so that one test reads the answers of both.</summary>
internal static class JsonAsSoap
{
    /// <summary>The answer as it would stand in an envelope.</summary>
    public static string Answer(TestExchange exchange, bool isProperty)
    {
        if (exchange.AnswerBytes.Length == 0)
            return "";
        var answer = JsonNode.Parse(exchange.AnswerBytes)!;
        var text = new StringBuilder();
        if (exchange.Status == 500)
        {
            text.Append("<Fault xsi:type=\"").Append(answer["_typeName"]).Append("\">");
            Members(text, answer.AsObject());
            return text.Append("</Fault>").ToString();
        }

        Write(text, "returnval", answer, isProperty && answer is JsonValue ? " xsi:type=\"xsd:string\"" : "");
        return text.ToString();
    }

    private static void Write(StringBuilder text, string name, JsonNode? value, string attribute = "")
    {
        switch (value)
        {
            case JsonArray items:
                foreach (var item in items)
                    Write(text, name, item);
                return;
            case JsonObject box when box.ContainsKey("_value"):
                Write(text, name, box["_value"], $" xsi:type=\"{box["_typeName"]}\"");
                return;
            case JsonObject reference when (string?)reference["_typeName"] == "ManagedObjectReference":
                text.Append('<').Append(name).Append(" type=\"").Append(reference["type"]).Append("\">").Append(reference["value"]);
                break;
            case JsonObject members:
                text.Append('<').Append(name).Append(attribute).Append('>');
                Members(text, members);
                break;
            default:
                text.Append('<').Append(name).Append(attribute).Append('>').Append(SecurityElement.Escape(value is JsonValue plain && plain.TryGetValue<bool>(out var flag) ? (flag ? "true" : "false") : value!.ToString()));
                break;
        }

        text.Append("</").Append(name).Append('>');
    }

    private static void Members(StringBuilder text, JsonObject members)
    {
        foreach (var (name, value) in members)
        {
            if (name != "_typeName")
                Write(text, name, value);
        }
    }
}
