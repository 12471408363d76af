using Serilog;
using VimSessionService.Logging;
using VimSessionService.Options;

namespace VimSessionService.Tests.Logging;

public sealed class TextLineFormatterTests
{
    [Theory]
    [InlineData("a\r\n2026-01-01T00:00:00.000Z INF forged", @"a\u000D\u000A2026-01-01T00:00:00.000Z INF forged")]
    [InlineData("\u001b[31mred", @"\u001B[31mred")]
    [InlineData("a\u2028b\u2029c\u0085d", @"a\u2028b\u2029c\u0085d")]
    [InlineData("user\u202Eresu\u2066x", @"user\u202Eresu\u2066x")]
    [InlineData("a\U000E0041b\uFE0Fc\U0001D173d", @"a\U000E0041b\uFE0Fc\U0001D173d")]
    [InlineData("Jörg 日本 😀", "Jörg 日本 😀")]
    public void A_value_at_any_level_cannot_look_like_a_line_of_the_log(string value, string written)
    {
        var lines = Write(logger => logger.Debug("Request {Path} of {@Who}", value, new[] { value })).Split('\n');

        Assert.Equal(["", $"DBG Request {written} of [\"{written}\"]"], [lines[1], lines[0][25..]]);
    }

    [Fact]
    public void The_lines_of_an_exception_are_indented()
    {
        var lines = Write(static logger => logger.Error(new InvalidOperationException("one\n2026-01-01T00:00:00.000Z INF forged"), "Failed")).Split('\n');

        Assert.EndsWith("ERR Failed", lines[0], StringComparison.Ordinal);
        Assert.Equal("    System.InvalidOperationException: one", lines[1]);
        Assert.Equal("    2026-01-01T00:00:00.000Z INF forged", lines[2]);
    }

    private static string Write(Action<ILogger> write)
    {
        using var log = new WrittenLog();
        using (var logger = ServiceLogger.Create(new LogOptions { LogLevel = Microsoft.Extensions.Logging.LogLevel.Debug }, log.Add))
            write(logger);
        return log.Text;
    }
}
