using System.Xml;
using VimSessionService.Soap.Xml;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Soap;

/// <summary>What an envelope says before the arguments are read.</summary>
/// <param name="Operation">The local name of the body's first element, which alone decides what is called (wire.md §1).</param>
/// <param name="Namespace">That element's namespace; empty for none.</param>
/// <param name="VersionId">The version that older pyVmomi writes on the element.</param>
/// <param name="OperationId">The <c>operationID</c> header.</param>
/// <param name="SessionCookie">The <c>vcSessionCookie</c> header, a secret.</param>
public sealed record SoapEnvelope(string Operation, string Namespace, string? VersionId, string? OperationId, string? SessionCookie)
{
    /// <summary>Nothing of the secret.</summary>
    public override string ToString() => Operation;
}

/// <summary>Reads a request in the two steps between which its caller finds out who sent it.</summary>
public sealed class SoapRequestReader(int maxDepth)
{
    private readonly SoapReader _reader = new(maxDepth);

    /// <summary>Reads up to the operation's element.</summary>
    /// <exception cref="VimDecodeException">It is no SOAP 1.1 envelope with an operation in its body.</exception>
    public SoapEnvelope ReadEnvelope(ArraySegment<byte> document)
    {
        try
        {
            _reader.Reset(document);
            return ReadEnvelope();
        }
        catch (XmlException e)
        {
            throw Broken(e);
        }
    }

    /// <summary>Reads the arguments, and the document to its end.</summary>
    /// <param name="method">The method that the envelope names.</param>
    /// <exception cref="VimDecodeException">The arguments are not the method's, or the document is broken after them.</exception>
    public (ManagedObjectReference Target, VimRequest Request) ReadArguments(VimMethod method)
    {
        try
        {
            var request = method.Read(_reader);
            var target = _reader.Target ?? throw VimDecodeException.Missing(method.Name + "RequestType", "_this");
            ReadToEnd();
            return (target, request);
        }
        catch (XmlException e)
        {
            throw Broken(e);
        }
    }

    /// <summary>Reads only the object that the operation is called on, for an operation whose parameters are not known.</summary>
    public ManagedObjectReference ReadTarget(string operation)
    {
        try
        {
            var type = operation + "RequestType";
            while (_reader.NextMember(out var member))
            {
                if (member == "_this")
                    _reader.ReadTarget(type);
                else
                    _reader.Skip();
            }

            ReadToEnd();
            return VimReader.Required(_reader.Target, type, "_this");
        }
        catch (XmlException e)
        {
            throw Broken(e);
        }
    }

    private SoapEnvelope ReadEnvelope()
    {
        var xml = _reader.Xml;
        if (xml.LocalName != "Envelope")
            throw new VimDecodeException("\nExpected a SOAP envelope\n\nwhile parsing SOAP envelope");
        if (xml.NamespaceUri != SoapNames.Envelope)
            throw new VimDecodeException($"\nUnsupported envelope namespace; expected {SoapNames.Envelope}\n\nwhile parsing SOAP envelope");
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
                    return ReadBody(operationId, sessionCookie);
                default:
                    throw VimDecodeException.Unexpected("Envelope", part);
            }
        }

        throw new VimDecodeException("\nThe envelope has no body\n\nwhile parsing SOAP envelope");
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
            throw new VimDecodeException("\nThe body names no operation\n\nwhile parsing SOAP body");
        var ns = _reader.Xml.NamespaceUri;
        if (ns is not ("" or SoapNames.Vim25 or SoapNames.Vim2 or SoapNames.InternalVim25))
            throw new VimDecodeException($"\nUnsupported namespace of element tag \"{operation}\"; expected {SoapNames.Vim25}\n\nwhile parsing SOAP body");
        return new SoapEnvelope(operation, ns, _reader.Xml.GetAttribute("versionId"u8), operationId, sessionCookie);
    }

    /// <summary>The body holds nothing after the operation, and the document nothing after the envelope.</summary>
    private void ReadToEnd()
    {
        if (_reader.NextMember(out var extra))
            throw VimDecodeException.Unexpected("Body", extra);
        if (_reader.NextMember(out extra))
            throw VimDecodeException.Unexpected("Envelope", extra);
        _reader.Xml.ReadToEnd();
    }

    /// <summary>Whatever the parser finds wrong becomes the one kind of error that a caller has to know.</summary>
    private static VimDecodeException Broken(XmlException error) => new($"\n{Describe(error)}\n\nwhile parsing SOAP envelope");

    private static string Describe(XmlException error) => error.LineNumber > 0
        ? $"XML document is not well-formed at line {error.LineNumber}, column {error.LinePosition}: {error.Message}"
        : error.Message;
}
