using System.Buffers;
using System.Net;
using VimSessionService.Core;
using VimSessionService.Core.Limits;

namespace VimSessionService.Endpoint.Http;

/// <summary>Memory for the body of a request, used for one request after the other. What a large request takes counts against its address.</summary>
/// <param name="limits">What requests may take together.</param>
public sealed class RequestBuffer(ServiceLimits limits) : IDisposable
{
    private const int InitialSize = 4 * 1024;

    /// <summary>The largest memory that is kept for the next request.</summary>
    private const int KeptSize = 16 * 1024;

    /// <summary>Memory from this size on is counted.</summary>
    private const int CountedSize = 32 * 1024;

    private CountedBytes _counted;

    /// <summary>How many bytes of the memory may hold something of the request.</summary>
    private int _written;

    /// <summary>The memory; the request is the first <see cref="Length"/> bytes.</summary>
    public byte[] Bytes { get; private set; } = ArrayPool<byte>.Shared.Rent(InitialSize);

    /// <summary>How many bytes the request has.</summary>
    public int Length
    {
        get;
        set
        {
            field = value;
            _written = Math.Max(_written, value);
        }
    }

    /// <summary>The request.</summary>
    public ArraySegment<byte> Content => new(Bytes, 0, Length);

    /// <summary>The memory after the request, to be written to.</summary>
    public Memory<byte> Free
    {
        get
        {
            _written = Bytes.Length;
            return Bytes.AsMemory(Length);
        }
    }

    /// <summary>Makes the memory larger, with what it holds.</summary>
    /// <param name="address">Where the request comes from.</param>
    /// <exception cref="ServiceBusyException">The requests of the address, or all, take too much memory already.</exception>
    public void Grow(IPAddress address)
    {
        if (Bytes.Length >= CountedSize)
            Take(address, Bytes.Length * 2);
        var larger = ArrayPool<byte>.Shared.Rent(Bytes.Length * 2);
        Bytes.AsSpan(0, Length).CopyTo(larger);
        Return(Bytes);
        Bytes = larger;
        _written = Length;
    }

    /// <summary>What is counted of the request, for a call that continues without this memory and returns the count when it ends.</summary>
    public CountedBytes HandOverCount()
    {
        var counted = _counted;
        _counted = default;
        return counted;
    }

    /// <summary>Overwrites the request, which may hold a password, once it is not needed any more.</summary>
    public void Clear()
    {
        _counted.Return(limits);
        _counted = default;
        if (Bytes.Length <= KeptSize)
        {
            Bytes.AsSpan(0, _written).Clear();
        }
        else
        {
            Return(Bytes);
            Bytes = ArrayPool<byte>.Shared.Rent(InitialSize);
        }

        Length = 0;
        _written = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Return(Bytes);
        Bytes = [];
    }

    private void Take(IPAddress address, int size)
    {
        address = ClientNetwork.Of(address);
        if (!limits.Requests.TryTake(address, size - _counted.Bytes))
            throw new ServiceBusyException("the requests that are being read take too much memory");
        _counted = new CountedBytes(address, size);
    }

    /// <summary>A request may hold a password.</summary>
    private static void Return(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
}

/// <summary>Bytes of a request that count against an address.</summary>
/// <param name="Address">The address; null for none.</param>
/// <param name="Bytes">How many.</param>
public readonly record struct CountedBytes(IPAddress? Address, int Bytes)
{
    /// <summary>The bytes count no longer.</summary>
    public void Return(ServiceLimits limits)
    {
        if (Address is { } address)
            limits.Requests.Return(address, Bytes);
    }
}
