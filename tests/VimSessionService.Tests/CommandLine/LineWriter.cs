using System.Text;
using System.Threading.Channels;

namespace VimSessionService.Tests.CommandLine;

/// <summary>A console output whose lines a test can wait for.</summary>
internal sealed class LineWriter : TextWriter
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (value == '\n')
        {
            _lines.Writer.TryWrite(_line.ToString().TrimEnd('\r'));
            _line.Clear();
        }
        else
        {
            _line.Append(value);
        }
    }

    /// <summary>The next line; a service that ended without writing it is a failure after a minute.</summary>
    public Task<string> NextAsync() =>
        _lines.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

    public List<string> Rest()
    {
        var rest = new List<string>();
        while (_lines.Reader.TryRead(out var line))
            rest.Add(line);
        return rest;
    }
}
