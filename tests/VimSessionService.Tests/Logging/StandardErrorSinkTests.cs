using System.Text;
using Serilog;
using VimSessionService.Logging;

namespace VimSessionService.Tests.Logging;

public class StandardErrorSinkTests
{
    [Fact]
    public void Everything_is_written_in_order_by_the_time_it_is_disposed()
    {
        using var stream = new MemoryStream();
        using (var logger = Logger(stream))
        {
            for (var i = 0; i < 500; i++)
                logger.Information("line {Number}", i);
        }

        var lines = Encoding.UTF8.GetString(stream.ToArray()).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"line {i}"), lines.Select(l => l[(l.IndexOf("INF", StringComparison.Ordinal) + 4)..]));
    }

    [Fact]
    public void An_unread_stream_stops_no_caller_and_what_is_lost_is_counted()
    {
        using var stream = new BlockedStream();
        using (var logger = Logger(stream))
        {
            logger.Information("first");
            stream.Reached.Wait(TestContext.Current.CancellationToken);
            var text = new string('x', StandardErrorSink.MostWaiting);
            for (var i = 0; i < 4; i++)
                logger.Information("{Text}", text);
            stream.Open.Set();
        }

        Assert.Contains("3 log events were dropped", Encoding.UTF8.GetString(stream.Written.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_stream_harms_nobody()
    {
        var stream = new MemoryStream();
        stream.Dispose();
        using var logger = Logger(stream);

        logger.Information("nobody hears");
    }

    private static Serilog.Core.Logger Logger(Stream stream) =>
        new LoggerConfiguration().WriteTo.Sink(new StandardErrorSink(new TextLineFormatter(), stream)).CreateLogger();

    private sealed class BlockedStream : Stream
    {
        public ManualResetEventSlim Reached { get; } = new();

        public ManualResetEventSlim Open { get; } = new();

        public MemoryStream Written { get; } = new();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            Reached.Set();
            Open.Wait(TestContext.Current.CancellationToken);
            Written.Write(buffer, offset, count);
        }
    }
}
