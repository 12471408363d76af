using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using VimSessionService.Soap;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Xml;

namespace VimSessionService.Inventory.Recorder;

/// <summary>Calls a server of the API by SOAP, as one session. It is used for one call after the other.</summary>
/// <param name="http">Sends requests. Cookies are kept here.</param>
/// <param name="url">Where the API is.</param>
/// <param name="mostBytes">The most bytes of an answer.</param>
internal sealed class ServerConnection(HttpClient http, Uri url, int mostBytes = ServerConnection.MostBytes)
{
    /// <summary>The most bytes of an answer; one of fifty objects has a few megabytes.</summary>
    public const int MostBytes = 128 * 1024 * 1024;

    private static readonly MediaTypeHeaderValue Xml = MediaTypeHeaderValue.Parse("text/xml; charset=utf-8");

    private readonly Utf8XmlReader _xml = new(ObjectCopy.Limits);
    private string? _cookie;
    private string _version = "";

    /// <summary>Calls a method, and stands on the element of its result.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The object.</param>
    /// <param name="writeArguments">Writes the arguments.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A reader within the response; its next child is the first <c>returnval</c>.</returns>
    /// <exception cref="ServerFaultException">The server answered with a fault.</exception>
    /// <exception cref="ServerAnswerException">What it answered is no answer of the API.</exception>
    public async Task<Utf8XmlReader> CallAsync(string method, ManagedObjectReference target, Action<Utf8Buffer>? writeArguments, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(Envelope(method, target, writeArguments)) };
        request.Content.Headers.ContentType = Xml;
        request.Headers.TryAddWithoutValidation("SOAPAction", $"\"urn:vim25{_version}\"");
        if (_cookie is not null)
            request.Headers.TryAddWithoutValidation("Cookie", _cookie);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.FirstOrDefault(static text => text.StartsWith("vmware_soap_session", StringComparison.Ordinal)) is { } cookie)
            _cookie = cookie.Split(';')[0];
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.InternalServerError))
            throw new ServerAnswerException(string.Create(CultureInfo.InvariantCulture, $"{url} answers {method} with HTTP status {(int)response.StatusCode}."));
        return Begin(await ReadAsync(response.Content, method, cancellationToken), method);
    }

    /// <summary>Finds out what the server is. From then on its own version of the API is spoken.</summary>
    /// <returns>The objects of the service that a recorder needs.</returns>
    public async Task<ServerContent> ConnectAsync(CancellationToken cancellationToken)
    {
        var content = new Dictionary<string, ManagedObjectReference>(StringComparer.Ordinal);
        var (version, product) = ("", "");
        var xml = await CallAsync("RetrieveServiceContent", ServerContent.Instance, null, cancellationToken);
        while (ObjectCopy.NextChild(xml))
        {
            while (ObjectCopy.NextChild(xml))
            {
                var (name, type) = (xml.LocalName, xml.GetAttribute("type"u8));
                if (type is not null)
                    content[name] = new ManagedObjectReference(type, ObjectCopy.TextOf(xml).Trim());
                else if (name == "about")
                    (version, product) = ReadAbout(xml);
                else
                    xml.Skip();
            }
        }

        if (!content.TryGetValue("propertyCollector", out var collector) || !content.TryGetValue("sessionManager", out var sessions))
            throw new ServerAnswerException($"{url} has no PropertyCollector or SessionManager: it is no server of the vSphere API.");
        if (version.Length is > 0 and < 32 && version.All(static c => char.IsAsciiDigit(c) || c == '.'))
            _version = $"/{version}";
        return new ServerContent(collector, sessions, content.GetValueOrDefault("perfManager"), version, product);
    }

    private static (string Version, string Product) ReadAbout(Utf8XmlReader xml)
    {
        var (version, product) = ("", "");
        while (ObjectCopy.NextChild(xml))
        {
            switch (xml.LocalName)
            {
                case "apiVersion":
                    version = ObjectCopy.TextOf(xml).Trim();
                    break;
                case "fullName":
                    product = ObjectCopy.TextOf(xml).Trim();
                    break;
                default:
                    xml.Skip();
                    break;
            }
        }

        return (version, product);
    }

    private static byte[] Envelope(string method, ManagedObjectReference target, Action<Utf8Buffer>? writeArguments)
    {
        using var body = new Utf8Buffer();
        body.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv=\""u8);
        body.Raw(SoapNames.Envelope);
        body.Raw("\" xmlns:xsd=\""u8);
        body.Raw(SoapNames.Schema);
        body.Raw("\" xmlns:xsi=\""u8);
        body.Raw(SoapNames.SchemaInstance);
        body.Raw("\"><soapenv:Body><"u8);
        body.Raw(method);
        body.Raw(" xmlns=\"urn:vim25\">"u8);
        body.Reference("_this", target);
        writeArguments?.Invoke(body);
        body.Raw("</"u8);
        body.Raw(method);
        body.Raw("></soapenv:Body></soapenv:Envelope>"u8);
        return body.Since(0);
    }

    private async Task<ArraySegment<byte>> ReadAsync(HttpContent content, string method, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var part = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(part, cancellationToken)) > 0)
        {
            if (whole.Length + read > mostBytes)
                throw new AnswerTooLargeException(string.Create(CultureInfo.InvariantCulture, $"{url} answers {method} with more than {mostBytes} bytes."));
            whole.Write(part, 0, read);
        }

        return new ArraySegment<byte>(whole.GetBuffer(), 0, (int)whole.Length);
    }

    private Utf8XmlReader Begin(ArraySegment<byte> answer, string method)
    {
        try
        {
            _xml.Begin(answer);
            if (_xml.LocalName != "Envelope" || !EnterBody() || !ObjectCopy.NextChild(_xml))
                throw new ServerAnswerException($"{url} answers {method} with XML that is no SOAP.");
            return _xml.LocalName == "Fault" ? throw ReadFault() : _xml;
        }
        catch (XmlReadingException broken)
        {
            throw new ServerAnswerException($"{url} answers {method} with what is no XML: {broken.Reason}");
        }
    }

    private bool EnterBody()
    {
        while (ObjectCopy.NextChild(_xml))
        {
            if (_xml.LocalName == "Body")
                return true;
            _xml.Skip();
        }

        return false;
    }

    private ServerFaultException ReadFault()
    {
        var (type, text) = ("", "");
        while (ObjectCopy.NextChild(_xml))
        {
            if (_xml.LocalName == "faultstring")
                text = ObjectCopy.TextOf(_xml).Trim();
            else if (_xml.LocalName == "detail")
                type = ReadFaultType();
            else
                _xml.Skip();
        }

        return new ServerFaultException(type, text);
    }

    private string ReadFaultType()
    {
        const string Suffix = "Fault";
        var type = "";
        while (ObjectCopy.NextChild(_xml))
        {
            type = _xml.GetAttribute("type"u8, SoapNames.SchemaInstance) ?? (_xml.LocalName.EndsWith(Suffix, StringComparison.Ordinal) ? _xml.LocalName[..^Suffix.Length] : _xml.LocalName);
            _xml.Skip();
        }

        return type[(type.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }
}

/// <summary>An answer is larger than what is read. Less has to be asked for.</summary>
/// <param name="message">How large it is.</param>
internal sealed class AnswerTooLargeException(string message) : Exception(message);

/// <summary>What a server is.</summary>
/// <param name="Collector">Its PropertyCollector.</param>
/// <param name="Sessions">Its SessionManager.</param>
/// <param name="Performance">Its PerformanceManager; null for none.</param>
/// <param name="ApiVersion">The version of its API.</param>
/// <param name="Product">What it calls itself.</param>
internal sealed record ServerContent(ManagedObjectReference Collector, ManagedObjectReference Sessions, ManagedObjectReference? Performance, string ApiVersion, string Product)
{
    /// <summary>The object that every server has.</summary>
    public static ManagedObjectReference Instance { get; } = new("ServiceInstance", "ServiceInstance");
}

/// <summary>Writes arguments of calls.</summary>
internal static class ArgumentWriting
{
    /// <summary>Writes an element with a text.</summary>
    public static void Element(this Utf8Buffer output, string name, string text)
    {
        output.Raw($"<{name}>");
        output.Text(text);
        output.Raw($"</{name}>");
    }

    /// <summary>Writes an element with a reference.</summary>
    public static void Reference(this Utf8Buffer output, string name, ManagedObjectReference reference)
    {
        output.Raw($"<{name} type=\"");
        output.Text(reference.Type);
        output.Raw("\">"u8);
        output.Text(reference.Value);
        output.Raw($"</{name}>");
    }
}
