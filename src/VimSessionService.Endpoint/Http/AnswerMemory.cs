using System.Net;
using VimSessionService.Core;
using VimSessionService.Core.Limits;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Endpoint.Http;

/// <summary>
/// The memory of one answer until its client has read it: bounded for each answer, and a share of what all answers may take. The
/// first part is not counted: every answer has it.
/// </summary>
/// <param name="limits">The limits of the service.</param>
internal sealed class AnswerMemory(ServiceLimits limits)
{
    private IPAddress _address = IPAddress.None;
    private long _taken;

    /// <summary>An answer to an address begins.</summary>
    public void Begin(IPAddress address)
    {
        End();
        _address = ClientNetwork.Of(address);
    }

    /// <summary>The answer needs more.</summary>
    /// <exception cref="VimFaultException">SystemError: the answer is too large.</exception>
    /// <exception cref="ServiceBusyException">Too many bytes wait to be read, by this client or by all.</exception>
    public void Take(int bytes)
    {
        if (Utf8Buffer.PartSize + _taken + bytes > Math.Max(limits.Each.MaxResponseBytes, Utf8Buffer.PartSize))
        {
            throw new VimFaultException(
                new SystemError { Reason = "The response is too large." }, $"the response has more than {limits.Each.MaxResponseBytes} bytes (--max-response-bytes)");
        }

        if (!limits.Answers.TryTake(_address, bytes))
            throw new ServiceBusyException($"clients have not read {limits.Answers.Used} bytes of responses yet, and {_address} may have no more");
        _taken += bytes;
    }

    /// <summary>A part was sent.</summary>
    public void ReleasePart() => Release(Math.Min(Utf8Buffer.PartSize, _taken));

    /// <summary>The answer is sent, or will not be.</summary>
    public void End() => Release(_taken);

    private void Release(long bytes)
    {
        if (bytes == 0)
            return;
        _taken -= bytes;
        limits.Answers.Return(_address, bytes);
    }
}
