using System.Text;
using VimSessionService.Load.Http;

namespace VimSessionService.Load.Measuring;

/// <summary>The same work through another door than SOAP.</summary>
/// <param name="Door">The door.</param>
/// <param name="Other">What is done there.</param>
/// <param name="Soap">The same by SOAP.</param>
/// <param name="Target">What it may cost, as a part of what SOAP costs.</param>
internal sealed record DoorScenario(string Door, Scenario Other, Scenario Soap, double Target)
{
    private const string Release = "/sdk/vim25/8.0.3.0";

    private static readonly string Session = $"vmware-api-session-id: {HttpMessage.TokenPlace}\r\n";

    private static readonly string Basic = $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Scenarios.UserName}:{Scenarios.Password}"))}\r\n";

    /// <summary>All of them.</summary>
    public static readonly DoorScenario[] All =
    [
        new("VI-JSON", new(
            "Login + Logout",
            [
                Request("POST", $"{Release}/SessionManager/SessionManager/Login", "", $$"""{"userName":"{{Scenarios.UserName}}","password":"{{Scenarios.Password}}"}"""),
                Request("POST", $"{Release}/SessionManager/SessionManager/Logout", Session, ""),
            ],
            NeedsSession: false), Scenarios.LoginLogout, 1.0),
        new("VI-JSON", new(
            "RetrievePropertiesEx SessionManager",
            [
                Request(
                    "POST",
                    $"{Release}/PropertyCollector/propertyCollector/RetrievePropertiesEx",
                    Session,
                    """{"specSet":[{"propSet":[{"type":"SessionManager","all":true}],"objectSet":[{"obj":{"_typeName":"ManagedObjectReference","type":"SessionManager","value":"SessionManager"},"skip":false}]}],"options":{}}"""),
            ],
            NeedsSession: true), Scenarios.RetrieveSessionManager, 1.0),
        new("REST", new(
            "POST and DELETE /api/session",
            [Request("POST", "/api/session", Basic, ""), Request("DELETE", "/api/session", Session, "")],
            NeedsSession: false), Scenarios.LoginLogout, 1.2),
    ];

    private static Step Request(string method, string path, string header, string body) => new(path, "", WithCookie: false) { Whole = HttpMessage.Json(method, path, header, body) };
}
