using Microsoft.Extensions.ObjectPool;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Http;
using VimSessionService.Soap;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Soap;

/// <summary>SOAP 1.1 as vCenter speaks it, with the session in a cookie.</summary>
internal sealed class SoapFormat : ICallFormat
{
    private readonly ObjectPool<SoapCodec> _codecs;

    /// <summary>Makes the format.</summary>
    /// <param name="settings">What the operator set.</param>
    /// <param name="constants">Values that are the same in every answer.</param>
    /// <param name="tokens">Makes the cookies that are set before there is a session.</param>
    /// <param name="limits">What answers may take.</param>
    /// <param name="buffers">The memory for requests.</param>
    public SoapFormat(EndpointOptions settings, ConstantContents constants, SessionTokenIssuer tokens, ServiceLimits limits, RequestBuffers buffers)
    {
        Buffers = buffers;
        Settings = settings;
        Versions = new VersionNegotiation(settings);
        Cookies = new CookieIssue(settings, tokens);
        var reading = new SoapReaderOptions { Limits = settings.Limits, AnyOrder = settings.LenientMemberOrder, Version = settings.Version, Catalog = settings.Catalog };
        var policy = new CodecPolicy(reading, constants, limits);
        _codecs = new DefaultObjectPoolProvider { MaximumRetained = Environment.ProcessorCount * 4 }.Create(policy);
    }

    /// <inheritdoc/>
    public string Name => SoapDoor.Declared.Name;

    /// <summary>The memory for requests.</summary>
    public RequestBuffers Buffers { get; }

    /// <summary>What the operator set.</summary>
    public EndpointOptions Settings { get; }

    /// <summary>Decides in which version a call is made.</summary>
    public VersionNegotiation Versions { get; }

    /// <summary>Decides which answers set the cookie.</summary>
    public CookieIssue Cookies { get; }

    /// <inheritdoc/>
    public ReceivedRequest Receive(HttpExchange exchange, RequestBudget budget) => new SoapRequest(this, exchange, budget);

    /// <summary>Takes a reader and writer.</summary>
    public SoapCodec TakeCodec() => _codecs.Get();

    /// <summary>Gives a reader and writer back, with all that they hold.</summary>
    public void ReturnCodec(SoapCodec codec) => _codecs.Return(codec);

    private sealed class CodecPolicy(SoapReaderOptions reading, ConstantContents constants, ServiceLimits limits) : PooledObjectPolicy<SoapCodec>
    {
        public override SoapCodec Create() => new(reading, constants, limits);

        public override bool Return(SoapCodec obj)
        {
            obj.Answer.End();
            return true;
        }
    }
}
