using System.Net;
using VimSessionService.Core;
using VimSessionService.Core.Limits;

namespace VimSessionService.Endpoint;

/// <summary>The memory of one large request, from its reading until its call ends: a share of what all of them may take.</summary>
/// <param name="limits">The limits of the service.</param>
/// <param name="address">Where the request comes from.</param>
public sealed class RequestMemory(ServiceLimits limits, IPAddress address) : IDisposable
{
    private readonly IPAddress _address = ServiceLimits.ShareOf(address);
    private long _taken;

    /// <summary>The request needs so many bytes altogether.</summary>
    /// <exception cref="ServiceBusyException">Too many bytes of requests are in memory, of this address or of all.</exception>
    public void GrowTo(long bytes)
    {
        if (!limits.Requests.TryTake(_address, bytes - _taken))
            throw new ServiceBusyException($"requests have {limits.Requests.Used} bytes in memory, and those of {_address} may have no more");
        _taken = bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_taken == 0)
            return;
        limits.Requests.Return(_address, _taken);
        _taken = 0;
    }
}
