using Microsoft.Extensions.ObjectPool;
using VimSessionService.Core.Limits;

namespace VimSessionService.Endpoint.Http;

/// <summary>The memory for the bodies of requests, which every door of the service takes from here.</summary>
/// <param name="limits">What requests may take together.</param>
public sealed class RequestBuffers(ServiceLimits limits)
{
    private readonly ObjectPool<RequestBuffer> _pool =
        new DefaultObjectPoolProvider { MaximumRetained = Environment.ProcessorCount * 4 }.Create(new Policy(limits));

    /// <summary>Takes memory for a request.</summary>
    public RequestBuffer Take() => _pool.Get();

    /// <summary>Gives memory back. It is overwritten, since a request may hold a password.</summary>
    public void Return(RequestBuffer buffer) => _pool.Return(buffer);

    private sealed class Policy(ServiceLimits limits) : PooledObjectPolicy<RequestBuffer>
    {
        public override RequestBuffer Create() => new(limits);

        public override bool Return(RequestBuffer obj)
        {
            obj.Clear();
            return true;
        }
    }
}
