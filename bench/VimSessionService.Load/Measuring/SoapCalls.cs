using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace VimSessionService.Load.Measuring;

/// <summary>A client of the inventory, whose own cost does not count.</summary>
internal sealed partial class SoapCalls : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _address;
    private string _collector = "";
    private string _viewManager = "";
    private string _root = "";
    private string _sessionManager = "";

    /// <summary>Makes a client of a server.</summary>
    public SoapCalls(Uri server)
    {
        _address = new Uri(server, "/sdk");
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = true }, disposeHandler: true) { Timeout = TimeSpan.FromMinutes(5) };
    }

    /// <summary>Asks for the service content and logs in.</summary>
    public void Login()
    {
        var content = Call("<RetrieveServiceContent xmlns=\"urn:vim25\"><_this type=\"ServiceInstance\">ServiceInstance</_this></RetrieveServiceContent>");
        (_collector, _viewManager, _root, _sessionManager) = (Named("propertyCollector"), Named("viewManager"), Named("rootFolder"), Named("sessionManager"));
        Call($"<Login xmlns=\"urn:vim25\"><_this type=\"SessionManager\">{_sessionManager}</_this><userName>{Scenarios.UserName}</userName><password>{Scenarios.Password}</password></Login>");

        string Named(string member) => Regex.Match(content, $"<{member}[^>]*>(?<value>[^<]+)<", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["value"].Value;
    }

    /// <summary>Makes a view of all machines.</summary>
    public string CreateView() => Returned().Match(Call(
        $"<CreateContainerView xmlns=\"urn:vim25\"><_this type=\"ViewManager\">{_viewManager}</_this><container type=\"Folder\">{_root}</container><type>VirtualMachine</type><recursive>true</recursive></CreateContainerView>")).Groups["value"].Value;

    /// <summary>Destroys a view.</summary>
    public void Destroy(string view) => Call($"<DestroyView xmlns=\"urn:vim25\"><_this type=\"ContainerView\">{view}</_this></DestroyView>");

    /// <summary>Reads properties of what a view shows: how many objects were told, and how long the answers are.</summary>
    public (int Objects, long Bytes) Retrieve(string view, string[] paths)
    {
        var (objects, bytes) = (0, 0L);
        var answer = Call($"<RetrievePropertiesEx xmlns=\"urn:vim25\"><_this type=\"PropertyCollector\">{_collector}</_this><specSet>{PropSet(paths)}{FromView(view)}</specSet><options/></RetrievePropertiesEx>");
        while (true)
        {
            objects += Count(answer, "<objects>");
            bytes += answer.Length;
            if (Token().Match(answer) is not { Success: true } token)
                return (objects, bytes);
            answer = Call($"<ContinueRetrievePropertiesEx xmlns=\"urn:vim25\"><_this type=\"PropertyCollector\">{_collector}</_this><token>{token.Groups["value"].Value}</token></ContinueRetrievePropertiesEx>");
        }
    }

    /// <summary>What a view shows.</summary>
    public string[] MachinesOf(string view)
    {
        var machines = new List<string>();
        var answer = Call($"<RetrievePropertiesEx xmlns=\"urn:vim25\"><_this type=\"PropertyCollector\">{_collector}</_this><specSet>{PropSet(["name"])}{FromView(view)}</specSet><options/></RetrievePropertiesEx>");
        while (true)
        {
            machines.AddRange(Machine().Matches(answer).Select(static match => match.Groups["value"].Value));
            if (Token().Match(answer) is not { Success: true } token)
                return [.. machines];
            answer = Call($"<ContinueRetrievePropertiesEx xmlns=\"urn:vim25\"><_this type=\"PropertyCollector\">{_collector}</_this><token>{token.Groups["value"].Value}</token></ContinueRetrievePropertiesEx>");
        }
    }

    /// <summary>Makes a filter over some machines.</summary>
    public void Watch(string[] machines, string path) => Call(
        $"<CreateFilter xmlns=\"urn:vim25\"><_this type=\"PropertyCollector\">{_collector}</_this><spec>{PropSet([path])}{string.Concat(machines.Select(static machine => $"<objectSet><obj type=\"VirtualMachine\">{machine}</obj></objectSet>"))}</spec><partialUpdates>false</partialUpdates></CreateFilter>");

    /// <summary>Waits for what follows a version; gives the version that it leads to.</summary>
    /// <param name="version">The version.</param>
    /// <param name="text">The value that is waited for.</param>
    /// <param name="told">Gets the machines that are told to have it. A server that tells one twice has told it once.</param>
    public string Wait(string version, string text, HashSet<string> told)
    {
        while (true)
        {
            var answer = Call($"<WaitForUpdatesEx xmlns=\"urn:vim25\"><_this type=\"PropertyCollector\">{_collector}</_this><version>{version}</version><options><maxWaitSeconds>60</maxWaitSeconds></options></WaitForUpdatesEx>");
            if (Version().Match(answer) is not { Success: true } next)
                throw new InvalidDataException("Nothing has changed for a minute");
            foreach (var update in answer.Split("<objectSet>").Skip(1))
            {
                if (update.Contains(text, StringComparison.Ordinal))
                    told.Add(Machine().Match(update).Groups["value"].Value);
            }

            version = next.Groups["value"].Value;
            if (!answer.Contains("<truncated>true</truncated>", StringComparison.Ordinal))
                return version;
        }
    }

    /// <summary>Switches a machine off.</summary>
    public void SwitchOff(string machine) =>
        Call($"<PowerOffVM_Task xmlns=\"urn:vim25\"><_this type=\"VirtualMachine\">{machine}</_this></PowerOffVM_Task>");

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string PropSet(string[] paths) => $"<propSet><type>VirtualMachine</type>{string.Concat(paths.Select(static path => $"<pathSet>{path}</pathSet>"))}</propSet>";

    private static string FromView(string view) =>
        $"<objectSet><obj type=\"ContainerView\">{view}</obj><skip>true</skip><selectSet xsi:type=\"TraversalSpec\"><name>view</name><type>ContainerView</type><path>view</path><skip>false</skip></selectSet></objectSet>";

    private static int Count(string text, string part)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
            count++;
        return count;
    }

    private string Call(string body)
    {
        var envelope = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>";
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new StringContent(envelope, Encoding.UTF8, MediaTypeHeaderValue.Parse("text/xml")) };
        request.Headers.TryAddWithoutValidation("SOAPAction", "urn:vim25/6.7");
        using var response = _http.Send(request);
        using var reader = new StreamReader(response.Content.ReadAsStream(), Encoding.UTF8);
        var answer = reader.ReadToEnd();
        return response.IsSuccessStatusCode ? answer : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode}: {answer[..Math.Min(answer.Length, 2000)]}"));
    }

    [GeneratedRegex("<returnval[^>]*>(?<value>[^<]+)</returnval>", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Returned();

    [GeneratedRegex("<token>(?<value>[^<]+)</token>", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Token();

    [GeneratedRegex("<version>(?<value>[^<]+)</version>", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Version();

    [GeneratedRegex("<obj [^>]*type=\"VirtualMachine\"[^>]*>(?<value>[^<]+)</obj>", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Machine();
}
