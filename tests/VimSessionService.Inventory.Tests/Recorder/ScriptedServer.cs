using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace VimSessionService.Inventory.Tests.Recorder;

/// <summary>A server that answers as a test says: objects as XML, and faults.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private readonly Dictionary<string, string> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal);

    /// <summary>The calls, as <c>METHOD SOAPAction</c>.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>How many objects are in a page.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>The version of its API.</summary>
    public string Version { get; init; } = "8.0.3.0";

    private Queue<string> Waiting { get; } = new();

    /// <summary>Adds an object.</summary>
    /// <param name="type">The type.</param>
    /// <param name="value">The value.</param>
    /// <param name="properties">The rest of its ObjectContent.</param>
    public ScriptedServer Add(string type, string value, params string[] properties)
    {
        _objects.Add(value, $"<objects><obj type=\"{type}\">{value}</obj>{string.Concat(properties)}</objects>");
        return this;
    }

    /// <summary>Reading an object, or a property as <c>VALUE.PROPERTY</c>, is answered with a fault.</summary>
    public ScriptedServer Fail(string what, string fault)
    {
        _faults.Add(what, fault);
        return this;
    }

    public static string Property(string name, string type, string content) => $"<propSet><name>{name}</name><val xsi:type=\"{type}\">{content}</val></propSet>";

    public static string Reference(string name, string type, string value) => $"<propSet><name>{name}</name><val type=\"{type}\" xsi:type=\"ManagedObjectReference\">{value}</val></propSet>";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        var method = Regex.Match(body, "<soapenv:Body><(\\w+)").Groups[1].Value;
        Calls.Add($"{method} {string.Concat(request.Headers.GetValues("SOAPAction"))}");
        return method switch
        {
            "RetrieveServiceContent" => Answer(method, $"<returnval><rootFolder type=\"Folder\">group-d1</rootFolder><propertyCollector type=\"PropertyCollector\">pc</propertyCollector><about><name>n</name><fullName>A server</fullName><apiVersion>{Version}</apiVersion></about><sessionManager type=\"SessionManager\">sm</sessionManager></returnval>"),
            "RetrievePropertiesEx" => Retrieve(body),
            "ContinueRetrievePropertiesEx" => Page(method),
            _ => Answer(method, ""),
        };
    }

    private HttpResponseMessage Retrieve(string body)
    {
        var paths = Regex.Matches(body, "<pathSet>(\\w+)</pathSet>").Select(static match => match.Groups[1].Value).ToArray();
        foreach (Match match in Regex.Matches(body, "<obj type=\"\\w+\">([^<]*)</obj>"))
        {
            var value = match.Groups[1].Value;
            if (Array.Find([value, .. paths.Select(path => $"{value}.{path}")], what => _faults.ContainsKey(what) && (what != value || paths.Length == 0)) is { } failing)
                return Fault(_faults[failing]);
            if (!_objects.TryGetValue(value, out var content))
                return Fault("ManagedObjectNotFound");
            if (paths.Length > 0 && value != "ServiceInstance")
                content = Regex.Replace(content, "<propSet><name>(\\w+)</name>.*?</propSet>", property => paths.Contains(property.Groups[1].Value) ? property.Value : "");
            Waiting.Enqueue(content);
        }

        return Page("RetrievePropertiesEx");
    }

    private HttpResponseMessage Page(string method)
    {
        var page = new StringBuilder();
        for (var i = 0; i < PageSize && Waiting.TryDequeue(out var next); i++)
            page.Append(next);
        return Answer(method, $"<returnval>{(Waiting.Count > 0 ? "<token>more</token>" : "")}{page}</returnval>");
    }

    private static HttpResponseMessage Fault(string type) => Of(
        HttpStatusCode.InternalServerError, $"<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>It is a {type}.</faultstring><detail><{type}Fault xmlns=\"urn:vim25\" xsi:type=\"{type}\"/></detail></soapenv:Fault>");

    private static HttpResponseMessage Answer(string method, string content) => Of(HttpStatusCode.OK, $"<{method}Response xmlns=\"urn:vim25\">{content}</{method}Response>");

    private static HttpResponseMessage Of(HttpStatusCode status, string body) => new(status)
    {
        Content = new StringContent(
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>",
            Encoding.UTF8,
            "text/xml"),
    };
}
