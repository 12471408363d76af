using System.Text;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Xml;

namespace VimSessionService.Soap;

/// <summary>What an envelope says before the arguments are read.</summary>
/// <param name="Operation">The local name of the body's first element, which alone decides what is called (docs/facts/requests.md).</param>
/// <param name="Namespace">That element's namespace; empty for none.</param>
/// <param name="VersionId">The version that older pyVmomi writes on the element.</param>
/// <param name="OperationId">The <c>operationID</c> header.</param>
/// <param name="SessionCookie">The <c>vcSessionCookie</c> header, a secret.</param>
internal readonly record struct SoapEnvelope(string Operation, string Namespace, string? VersionId, string? OperationId, string? SessionCookie)
{
    /// <summary>Nothing of the secret.</summary>
    public override string ToString() => Operation;
}

/// <summary>
/// Reads a request in the two steps between which its caller finds out who sent it. Every error bears the places of what was being read, and
/// whether the method was known by then.
/// </summary>
internal sealed class SoapRequestReader
{
    private readonly SoapReader _reader;
    private readonly SoapParts _parts = new();

    /// <summary>Makes a reader.</summary>
    public SoapRequestReader(SoapReaderOptions? options = null) => _reader = new SoapReader(options ?? SoapReaderOptions.Default);

    /// <summary>The namespace of the operation's element that was read last; empty for none.</summary>
    public string OperationNamespace { get; private set; } = "";

    /// <summary>Reads up to the operation's element.</summary>
    /// <exception cref="VimDecodeException">It is no SOAP 1.1 envelope with an operation in its body.</exception>
    public SoapEnvelope ReadEnvelope(ArraySegment<byte> document)
    {
        _parts.Clear();
        try
        {
            var utf8 = XmlEncoding.ToUtf8(document);
            _reader.Reset(utf8, isEncodingKnown: !ReferenceEquals(utf8.Array, document.Array));
            return ReadEnvelope();
        }
        catch (Exception e) when (e is XmlReadingException or VimDecodeException or DecoderFallbackException)
        {
            throw Placed(e);
        }
    }

    /// <summary>Reads the arguments, and the document to its end.</summary>
    /// <param name="method">The method that the envelope names.</param>
    /// <exception cref="VimDecodeException">The arguments are not the method's, or the document is broken after them.</exception>
    public (ManagedObjectReference Target, VimRequest Request) ReadArguments(VimMethod method)
    {
        _parts.Enter(method.Name, method.Receiver);
        try
        {
            ReadFirst(method.Name, method.Receiver);
            var request = method.Read(_reader);
            var target = VimReader.Required(_reader.Target, method.Name + RequestType, "_this");
            ReadToEnd();
            return (target, request);
        }
        catch (Exception e) when (e is XmlReadingException or VimDecodeException)
        {
            throw Placed(e);
        }
    }

    /// <summary>Reads only the object that the operation is called on, for an operation whose parameters are not known.</summary>
    public ManagedObjectReference ReadTarget(string operation)
    {
        _parts.Enter(operation, Root);
        try
        {
            ReadFirst(operation, Root);
            while (_reader.NextMember(out var member))
            {
                if (member == "_this")
                    _reader.ReadTarget(operation + RequestType, Root);
                else
                    _reader.Skip();
            }

            ReadToEnd();
            return VimReader.Required(_reader.Target, operation + RequestType, "_this");
        }
        catch (Exception e) when (e is XmlReadingException or VimDecodeException)
        {
            throw Placed(e);
        }
    }

    /// <summary>The error that no method has the operation's name, in the words of servers up to 6.0.</summary>
    public VimDecodeException UnknownMethod(string operation)
    {
        _parts.Refuse();
        var error = VimDecodeException.UnknownMethodOf(operation, OperationNamespace);
        return error.At(_reader.Describe(_parts.Levels), isBeforeMethod: false);
    }

    private const string RequestType = "RequestType";
    private const string Root = "ManagedObject";

    private SoapEnvelope ReadEnvelope()
    {
        var xml = _reader.Xml;
        if (xml.LocalName != "Envelope")
            throw new VimDecodeException("\nExpected a SOAP envelope");
        if (xml.NamespaceUri != SoapNames.Envelope)
            throw new VimDecodeException($"\nUnsupported envelope namespace; expected {SoapNames.Envelope}");
        _parts.Open(xml.ElementStart);
        string? operationId = null;
        string? sessionCookie = null;
        while (_reader.NextMember(out var part))
        {
            switch (part)
            {
                case "Header":
                    ReadHeaders(ref operationId, ref sessionCookie);
                    break;
                case "Body":
                    _parts.Open(xml.ElementStart);
                    return ReadBody(operationId, sessionCookie);
                default:
                    throw _reader.Unexpected("Envelope", part);
            }
        }

        throw new VimDecodeException("\nThe envelope has no body");
    }

    private void ReadHeaders(ref string? operationId, ref string? sessionCookie)
    {
        while (_reader.NextMember(out var header))
        {
            switch (header)
            {
                case "operationID":
                    operationId = _reader.ReadString();
                    break;
                case "vcSessionCookie":
                    sessionCookie = _reader.ReadString();
                    break;
                default:
                    _reader.Skip();
                    break;
            }
        }
    }

    private SoapEnvelope ReadBody(string? operationId, string? sessionCookie)
    {
        if (!_reader.NextMember(out var operation))
            throw new VimDecodeException("\nThe body names no operation");
        var xml = _reader.Xml;
        _parts.Open(xml.ElementStart);
        OperationNamespace = xml.NamespaceUri;
        return new SoapEnvelope(operation, OperationNamespace, xml.GetAttribute("versionId"u8), operationId, sessionCookie);
    }

    /// <summary>Reads the object that the call is for, which comes first unless any order will do.</summary>
    private void ReadFirst(string operation, string receiver)
    {
        if (_reader.AnyOrder)
            return;
        if (!_reader.NextMember(out var first))
            throw VimDecodeException.Missing(operation + RequestType, "_this");
        if (first != "_this")
            throw VimDecodeException.ExpectedTarget(_reader.Xml.QualifiedName);
        _reader.ReadTarget(operation + RequestType, receiver);
    }

    /// <summary>The body holds nothing after the operation, and the document nothing after the envelope.</summary>
    private void ReadToEnd()
    {
        _parts.Close();
        if (_reader.NextMember(out var extra))
            throw _reader.Unexpected("Body", extra);
        _parts.Close();
        if (_reader.NextMember(out extra))
            throw _reader.Unexpected("Envelope", extra);
        _parts.Close();
        _reader.Xml.ReadToEnd();
    }

    /// <summary>Whatever is wrong becomes the one kind of error that a caller has to know, with its place.</summary>
    private VimDecodeException Placed(Exception error)
    {
        var known = error switch
        {
            VimDecodeException e => e,
            XmlReadingException e => new VimDecodeException("\n" + e.Reason),
            _ => new VimDecodeException("\nError returned by expat parser: " + ExpatError.InvalidToken),
        };
        return known.At(_reader.Describe(_parts.Levels), !_parts.IsMethodKnown);
    }
}
