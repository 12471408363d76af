using Microsoft.Extensions.ObjectPool;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Soap;
using VimSessionService.Soap.Xml;

namespace VimSessionService.Endpoint;

/// <summary>The door of the service: a call comes in as an exchange and leaves as its answer.</summary>
public sealed class SdkEndpoint
{
    private readonly CallPipeline _pipeline;
    private readonly ICallObserver _observer;
    private readonly TimeProvider _time;
    private readonly ServiceLimits _limits;
    private readonly ObjectPool<SdkCodec> _codecs;

    /// <summary>Makes the endpoint over a pipeline.</summary>
    /// <param name="pipeline">The way of a call.</param>
    /// <param name="settings">What the operator set.</param>
    /// <param name="constants">Values that are the same in every answer.</param>
    /// <param name="limits">What requests and their answers may cost.</param>
    /// <param name="observer">Is told of every call once it is answered.</param>
    /// <param name="time">Measures how long calls take.</param>
    public SdkEndpoint(CallPipeline pipeline, EndpointSettings settings, ConstantContents constants, ServiceLimits limits, ICallObserver observer, TimeProvider time)
    {
        _pipeline = pipeline;
        _observer = observer;
        _time = time;
        _limits = limits;
        _codecs = new DefaultObjectPoolProvider { MaximumRetained = Environment.ProcessorCount * 4 }.Create(new CodecPolicy(Reading(settings), constants, limits));
    }

    private static SoapReaderSettings Reading(EndpointSettings settings) =>
        new() { Limits = settings.Limits, AnyOrder = settings.LenientMemberOrder, Version = settings.Version };

    /// <summary>Answers a call.</summary>
    public async ValueTask HandleAsync(SdkExchange exchange)
    {
        var started = _time.GetTimestamp();
        var call = new SdkCall(exchange, _codecs, _limits);
        try
        {
            await _pipeline.RunAsync(call);
            _observer.Answered(call, _time.GetElapsedTime(started));
        }
        finally
        {
            call.Budget.Dispose();
            call.End();
        }
    }

    private sealed class CodecPolicy(SoapReaderSettings reading, ConstantContents constants, ServiceLimits limits) : PooledObjectPolicy<SdkCodec>
    {
        public override SdkCodec Create() => new(reading, constants, limits);

        public override bool Return(SdkCodec obj)
        {
            obj.ClearRequest();
            return true;
        }
    }
}

/// <summary>Is told of calls once they are answered.</summary>
public interface ICallObserver
{
    /// <summary>A call was answered.</summary>
    void Answered(SdkCall call, TimeSpan duration);
}
