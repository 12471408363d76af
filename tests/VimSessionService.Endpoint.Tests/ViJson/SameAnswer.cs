using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.ViJson;

/// <summary>Compares an answer of SOAP with one of VI-JSON, field by field.</summary>
internal static partial class SameAnswer
{
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";

    /// <summary>The status and the answer of VI-JSON are those that the answer of SOAP means, and both give a session or neither.</summary>
    /// <param name="soap">The answer of SOAP.</param>
    /// <param name="json">The answer of VI-JSON.</param>
    private static void Compare(TestExchange soap, TestExchange json, Func<IReadOnlyList<XElement>, JsonNode?> result)
    {
        var body = XDocument.Parse(soap.Answer).Root!.Element(Soap + "Body")!.Elements().Single();
        if (body.Name == Soap + "Fault")
        {
            Assert.Equal(500, json.Status);
            var detail = body.Element("detail")!.Elements().Single();
            var type = detail.Attributes().Single(static attribute => attribute.Name.LocalName == "type").Value;
            var fault = SoapAsJson.Members(new JsonObject { ["_typeName"] = type, ["faultstring"] = FirstLine(body.Element("faultstring")!.Value) }, detail, SoapAsJson.FieldsOf(VimTypes.Find(type)!));
            var told = JsonNode.Parse(json.AnswerBytes)!.AsObject();
            told["faultstring"] = FirstLine((string)told["faultstring"]!);
            Assert.Equal(Stable(fault.ToJsonString()), Stable(told.ToJsonString()));
            return;
        }

        var expected = result([.. body.Elements()]);
        var actual = json.AnswerBytes.Length == 0 ? null : JsonNode.Parse(json.AnswerBytes);
        Assert.Equal(actual is null ? 204 : 200, json.Status);
        Assert.Equal(expected is null ? "" : Stable(expected.ToJsonString()), actual is null or JsonArray { Count: 0 } ? "" : Stable(WithoutEmptyArrays(actual).ToJsonString()));
    }

    /// <summary>The same of the answers to a method, whose result is of the declared type; a session comes by both or by neither.</summary>
    public static void OfMethod(TestExchange soap, TestExchange json, VimMethod method)
    {
        Compare(soap, json, result => method.Returns is { } declared ? SoapAsJson.Member(result, declared) : null);
        Assert.Equal(soap.AnswerHeaders.ContainsKey("Set-Cookie") && soap.Status == 200, json.AnswerHeaders.ContainsKey(ViJsonCall.Session) && json.Status == 200);
    }

    /// <summary>The same of a property: Fetch answers an array in a box.</summary>
    public static void OfProperty(TestExchange soap, TestExchange json, VimTypeRef declared) => Compare(soap, json, result => result.Count == 0
        ? null
        : SoapAsJson.Member(declared.IsArray ? [.. result[0].Elements()] : result, declared));

    /// <summary>A text without keys and secrets, which are other ones each time, and without the count of calls.</summary>
    public static string Stable(string text) => Calls().Replace(Secrets().Replace(text, "KEY"), "callCount");

    /// <summary>SOAP does not tell an array without items from one that is unset.</summary>
    private static JsonNode WithoutEmptyArrays(JsonNode node)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToArray())
            {
                if (value is JsonArray { Count: 0 } && name != "_value")
                    members.Remove(name);
                else if (value is not null)
                    WithoutEmptyArrays(value);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
                WithoutEmptyArrays(item!);
        }

        return node;
    }

    private static string FirstLine(string text) => text.Trim().Split('\n')[0].Trim();

    [GeneratedRegex("(session\\[)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\]?|cst-VCT-[0-9a-f-]+--tp[0-9A-F-]*|cst-VCT-[0-9A-Za-z-]+|[0-9a-f]{32,}|/tickets/[0-9]+")]
    private static partial Regex Secrets();

    [GeneratedRegex("\"callCount\":[0-9]+|<callCount>[0-9]+")]
    private static partial Regex Calls();
}
