using System.Globalization;
using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace VimSessionService.Logging;

/// <summary>
/// Writes log events to a stream from a thread of its own, many at a time. A call never waits for it: when nobody reads the
/// stream (as happens to the standard error of a child process) events are dropped beyond a bound, and counted.
/// </summary>
public sealed class StandardErrorSink : ILogEventSink, IDisposable
{
    /// <summary>How many characters may wait to be written.</summary>
    public const int MostWaiting = 1024 * 1024;

    private static readonly TimeSpan GatheringTime = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LastWriteTime = TimeSpan.FromSeconds(2);

    private readonly ITextFormatter _formatter;
    private readonly Stream _stream;
    private readonly Thread _writer;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _filled = new(false);
    private readonly ManualResetEvent _stopping = new(false);
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private readonly byte[] _bytes = new byte[8192];
    private StringWriter _waiting = new(CultureInfo.InvariantCulture);
    private StringWriter _written = new(CultureInfo.InvariantCulture);
    private long _dropped;

    /// <summary>Starts the thread.</summary>
    /// <param name="formatter">Makes a line of an event.</param>
    /// <param name="stream">Where the lines go; left open.</param>
    public StandardErrorSink(ITextFormatter formatter, Stream stream)
    {
        _formatter = formatter;
        _stream = stream;
        _writer = new Thread(Write) { IsBackground = true, Name = "log" };
        _writer.Start();
    }

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        bool first;
        lock (_gate)
        {
            if (_waiting.GetStringBuilder().Length >= MostWaiting)
            {
                _dropped++;
                return;
            }

            first = _waiting.GetStringBuilder().Length == 0;
            _formatter.Format(logEvent, _waiting);
        }

        if (first)
            _filled.Set();
    }

    /// <summary>Writes what is waiting, unless nobody reads it, and ends the thread.</summary>
    public void Dispose()
    {
        if (!_stopping.Set() || !_filled.Set() || !_writer.Join(LastWriteTime))
            return;
        _filled.Dispose();
        _stopping.Dispose();
        _waiting.Dispose();
        _written.Dispose();
    }

    private void Write()
    {
        var stopping = false;
        while (!stopping)
        {
            _filled.WaitOne();
            stopping = _stopping.WaitOne(GatheringTime);
            long dropped;
            lock (_gate)
            {
                (_waiting, _written) = (_written, _waiting);
                (dropped, _dropped) = (_dropped, 0);
            }

            if (dropped > 0)
                _written.WriteLine($"{dropped} log events were dropped, as nobody read the earlier ones");
            if (!TryWrite(_written.GetStringBuilder()))
                return;
            _written.GetStringBuilder().Clear();
        }
    }

    /// <summary>False once the stream is closed.</summary>
    private bool TryWrite(StringBuilder text)
    {
        try
        {
            foreach (var chunk in text.GetChunks())
            {
                for (var rest = chunk.Span; !rest.IsEmpty;)
                {
                    _encoder.Convert(rest, _bytes, flush: false, out var taken, out var made, out _);
                    _stream.Write(_bytes, 0, made);
                    rest = rest[taken..];
                }
            }

            _stream.Flush();
            return true;
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            return false;
        }
    }
}
