using Microsoft.Extensions.ObjectPool;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Http;
using VimSessionService.ViJson;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.ViJson;

/// <summary>
/// VI-JSON as vCenter speaks it (docs/facts/vi-json.md): <c>POST</c> calls a method, <c>GET</c> reads a property, at
/// <c>/sdk/vim25/{release}/{type}/{id}/{member}</c>, with the session in the header <c>vmware-api-session-id</c>.
/// </summary>
internal sealed class ViJsonFormat : ICallFormat
{
    /// <summary>The header that carries the session, both ways.</summary>
    public const string SessionHeader = "vmware-api-session-id";

    private readonly ObjectPool<ViJsonCodec> _codecs;

    /// <summary>Makes the format.</summary>
    /// <param name="settings">What the operator set.</param>
    /// <param name="constants">Values that are the same in every answer.</param>
    /// <param name="limits">What answers may take.</param>
    /// <param name="buffers">The memory for requests.</param>
    public ViJsonFormat(EndpointOptions settings, ConstantContents constants, ServiceLimits limits, RequestBuffers buffers)
    {
        Settings = settings;
        Buffers = buffers;
        var policy = new CodecPolicy(settings, constants, limits);
        _codecs = new DefaultObjectPoolProvider { MaximumRetained = Environment.ProcessorCount * 4 }.Create(policy);
    }

    /// <inheritdoc/>
    public string Name => ViJsonDoor.Declared.Name;

    /// <summary>What the operator set.</summary>
    public EndpointOptions Settings { get; }

    /// <summary>The memory for requests.</summary>
    public RequestBuffers Buffers { get; }

    /// <inheritdoc/>
    public ReceivedRequest Receive(HttpExchange exchange, RequestBudget budget) => new ViJsonRequest(this, exchange, budget);

    /// <summary>Takes a reader and writer.</summary>
    public ViJsonCodec TakeCodec() => _codecs.Get();

    /// <summary>Gives a reader and writer back, with all that they hold.</summary>
    public void ReturnCodec(ViJsonCodec codec) => _codecs.Return(codec);

    private sealed class CodecPolicy(EndpointOptions settings, ConstantContents constants, ServiceLimits limits) : PooledObjectPolicy<ViJsonCodec>
    {
        private readonly JsonLimits _reading = new() { MaxDepth = settings.Limits.MaxDepth, MaxValues = settings.Limits.MaxElements };

        public override ViJsonCodec Create() => new(_reading, settings, constants, limits);

        public override bool Return(ViJsonCodec obj)
        {
            obj.Clear();
            return true;
        }
    }
}
