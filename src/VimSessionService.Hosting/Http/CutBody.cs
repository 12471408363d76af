using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using VimSessionService.Endpoint.Http;

namespace VimSessionService.Hosting.Http;

/// <summary>The body of an answer of which only the beginning is sent.</summary>
/// <remarks>
/// An answer that breaks off is sent in chunks, the last of which announces more bytes than come; then the server closes the connection in order. To
/// abort the connection would lose what the server has not sent yet. Where chunks cannot be written so, it is aborted.
/// </remarks>
internal sealed class CutBody : IHttpResponseBodyFeature, IAsyncDisposable
{
    private readonly HttpContext _context;
    private readonly IHttpResponseBodyFeature _inner;
    private readonly CutAnswer _cut;
    private readonly CutStream _stream;

    private CutBody(HttpContext context, IHttpResponseBodyFeature inner, CutAnswer cut)
    {
        (_context, _inner, _cut) = (context, inner, cut);
        _stream = new CutStream(this);
        Writer = PipeWriter.Create(_stream, new StreamPipeWriterOptions(leaveOpen: true));
    }

    /// <inheritdoc/>
    public Stream Stream => _stream;

    /// <inheritdoc/>
    public PipeWriter Writer { get; }

    /// <summary>Cuts the body of an answer that has not begun.</summary>
    public static void Install(HttpContext context, CutAnswer cut)
    {
        var body = new CutBody(context, context.Features.GetRequiredFeature<IHttpResponseBodyFeature>(), cut);
        context.Response.RegisterForDisposeAsync(body);
        context.Features.Set<IHttpResponseBodyFeature>(body);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    /// <inheritdoc/>
    public void DisableBuffering() => _inner.DisableBuffering();

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask; // the headers follow from the length

    /// <inheritdoc/>
    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        await using var file = File.OpenRead(path);
        file.Seek(offset, SeekOrigin.Begin);
        await file.CopyToAsync(_stream, cancellationToken); // what is beyond the cut is dropped, so also what is beyond the count
    }

    /// <inheritdoc/>
    public async Task CompleteAsync()
    {
        await Writer.CompleteAsync();
        await _inner.CompleteAsync();
    }

    /// <summary>Whether the server sends chunks that are written as they are.</summary>
    private bool WritesChunks => HttpProtocol.IsHttp11(_context.Request.Protocol) && _context.Features.Get<IConnectionSocketFeature>()?.Socket is not null;

    /// <summary>Takes what is written, and passes on what is before the cut.</summary>
    private sealed class CutStream(CutBody body) : Stream
    {
        private long _left = -1;
        private bool _isOver;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (buffer.IsEmpty || _isOver)
                return;
            if (_left < 0)
                await BeginAsync(cancellationToken);
            var part = buffer[..(int)Math.Min(_left, buffer.Length)];
            _left -= part.Length;
            if (!part.IsEmpty)
                await body._inner.Stream.WriteAsync(part, cancellationToken);
            if (_left > 0 || _isOver)
                return;
            _isOver = true;
            await body._inner.Stream.FlushAsync(cancellationToken);
            if (!body._cut.LooksWhole && !body.WritesChunks)
                ConnectionClosing.Close(body._context, withReset: false);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("answers are written asynchronously");

        public override Task FlushAsync(CancellationToken cancellationToken) =>
            _left < 0 || _isOver ? Task.CompletedTask : body._inner.Stream.FlushAsync(cancellationToken);

        public override void Flush() => throw new NotSupportedException("answers are written asynchronously");

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        /// <summary>Sets the headers of the shorter body: its length, or that it comes in chunks.</summary>
        private async ValueTask BeginAsync(CancellationToken cancellationToken)
        {
            var response = body._context.Response;
            var whole = response.ContentLength;
            _left = body._cut.Bytes ?? whole / 2 ?? CutAnswer.DefaultBytes;
            if (body._cut.LooksWhole)
            {
                if (whole > _left)
                    response.ContentLength = _left;
                return;
            }

            response.Headers.Connection = "close";
            if (!body.WritesChunks)
                return;
            var announced = Math.Max(whole ?? 0, _left + 1);
            response.ContentLength = null;
            response.Headers.TransferEncoding = "chunked";
            var head = Encoding.ASCII.GetBytes(announced.ToString("x", CultureInfo.InvariantCulture) + "\r\n");
            await body._inner.Stream.WriteAsync(head, cancellationToken);
        }
    }
}
