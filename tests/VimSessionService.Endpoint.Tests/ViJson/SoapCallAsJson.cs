using System.Xml.Linq;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.ViJson;

/// <summary>What a call of SOAP is in VI-JSON.</summary>
internal static class SoapCallAsJson
{
    /// <summary>The call that the body of a SOAP envelope makes.</summary>
    /// <param name="call">The element of the call.</param>
    /// <param name="release">The release.</param>
    /// <returns>The path and the body; no body for a property. A call that names no property has a path that ends with a slash.</returns>
    public static (string Path, string? Body) Of(XElement call, string release = "8.0.3.0")
    {
        var method = VimManagedTypes.FindMethod(call.Name.LocalName)!;
        var target = call.Elements().Single(static element => element.Name.LocalName == "_this");
        if (method == FetchRequest.Method)
        {
            var property = call.Elements().SingleOrDefault(static element => element.Name.LocalName == "prop")?.Value;
            return ($"/sdk/vim25/{release}/{TypeOf(target.Value)}/{target.Value}/{property}", null);
        }

        var arguments = SoapAsJson.Members([], call, method.Parameters);
        return ($"/sdk/vim25/{release}/{method.Receiver}/{target.Value}/{method.Name}", arguments.ToJsonString());
    }

    private static string TypeOf(string id) => id.StartsWith("group-", StringComparison.Ordinal) ? "Folder" : char.ToUpperInvariant(id[0]) + id[1..];
}
