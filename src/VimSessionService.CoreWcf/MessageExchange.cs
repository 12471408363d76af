using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using VimSessionService.Endpoint;
using VimSessionService.Hosting.Http;

namespace VimSessionService.CoreWcf;

/// <summary>
/// A call whose request is a stream and whose response is a message: first <see cref="Status"/> and <see cref="Headers"/>, then the body, which is
/// copied while the service writes it. The service waits when the reader of the body does.
/// </summary>
/// <param name="context">The HTTP request. Nothing of its response is set but the length.</param>
/// <param name="request">The body of the request as it travels.</param>
internal sealed class MessageExchange(HttpContext context, Stream request) : HttpContextExchange(context)
{
    private readonly TaskCompletionSource _head = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Pipe _response = new();

    /// <inheritdoc/>
    public override PipeReader RequestBody { get; } = PipeReader.Create(request);

    /// <summary>The body of the response. Who asks for it has set status and headers.</summary>
    public override PipeWriter ResponseBody
    {
        get
        {
            HasBody = true;
            _head.TrySetResult();
            return _response.Writer;
        }
    }

    /// <summary>The status of the response.</summary>
    public int Status { get; private set; } = StatusCodes.Status200OK;

    /// <summary>The headers of the response but its length.</summary>
    public IReadOnlyDictionary<string, string> Headers => _headers;

    /// <summary>Whether the response has a body.</summary>
    public bool HasBody { get; private set; }

    /// <summary>Calls the service, and returns when status and headers are known; the body follows by <see cref="CopyBodyAsync"/>.</summary>
    /// <param name="endpoint">The service.</param>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public Task CallAsync(SdkEndpoint endpoint)
    {
        _ = RunAsync(endpoint);
        return _head.Task;
    }

    /// <summary>Copies the body of the response as it is written, to its end.</summary>
    /// <param name="target">Where it goes.</param>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public async Task CopyBodyAsync(Stream target)
    {
        await _response.Reader.CopyToAsync(target, Aborted);
        await target.FlushAsync(Aborted);
    }

    /// <summary>Nobody reads the body any more: a call that still writes it ends.</summary>
    public void EndBody() => _response.Reader.Complete(new OperationCanceledException("The response is not read to its end."));

    /// <inheritdoc/>
    public override void SetStatus(int status) => Status = status;

    /// <inheritdoc/>
    public override void SetHeader(string name, string value) => _headers[name] = value;

    private async Task RunAsync(SdkEndpoint endpoint)
    {
        Exception? failure = null;
        try
        {
            await endpoint.HandleAsync(this);
        }
        catch (Exception thrown)
        {
            failure = thrown; // for whoever waits for the head or for the body
        }

        await RequestBody.CompleteAsync();
        await _response.Writer.CompleteAsync(failure);
        if (failure is null)
            _head.TrySetResult();
        else
            _head.TrySetException(failure);
    }
}
