using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Serilog.Extensions.Logging;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Logging;
using VimSessionService.Options;

namespace VimSessionService.Tests.Logging;

public class CallLogTests
{
    private static readonly CallFinished Login = new()
    {
        Door = "soap",
        Operation = "Login",
        SessionKey = "52a67ed8-0f0b-1714-4534-86a177fc5158",
        UserName = "VSPHERE.LOCAL\\Administrator",
        ClientAddress = IPAddress.Parse("10.0.0.7"),
        UserAgent = "pyVmomi",
        OperationId = "op-1",
        Duration = TimeSpan.FromMicroseconds(1234),
        HttpStatus = 200,
    };

    private static readonly CallFinished Refused = new()
    {
        Door = "soap",
        Operation = "Login",
        ClientAddress = IPAddress.IPv6Loopback,
        FaultType = "InvalidLogin",
        Reason = "unknown user",
        Duration = TimeSpan.FromMilliseconds(2),
        HttpStatus = 500,
    };

    [Fact]
    public void A_call_is_one_line_of_text() => Assert.Equal(
        "2026-01-02T03:04:05.678Z INF Login 200 in 1.234 ms from 10.0.0.7 Door=\"soap\" UserName=\"VSPHERE.LOCAL\\Administrator\" "
        + "SessionKey=\"52a67ed8-0f0b-1714-4534-86a177fc5158\" OperationId=\"op-1\" UserAgent=\"pyVmomi\"" + Environment.NewLine,
        Written(new LogOptions(), Login));

    [Fact]
    public void What_there_is_nothing_to_say_of_is_left_out() => Assert.Equal(
        "2026-01-02T03:04:05.678Z INF Login 500 in 2 ms from ::1 Door=\"soap\" FaultType=\"InvalidLogin\" Reason=\"unknown user\"" + Environment.NewLine,
        Written(new LogOptions(), Refused));

    [Fact]
    public void A_call_is_one_object_of_compact_json()
    {
        using var json = JsonDocument.Parse(Written(new LogOptions { LogFormat = LogFormat.Json }, Login));

        var properties = json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString());
        Assert.Equal(
            ["@mt", "@t", "ClientAddress", "Door", "HttpStatus", "Milliseconds", "Operation", "OperationId", "SessionKey", "UserAgent", "UserName"],
            properties.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("1.234", properties["Milliseconds"]);
        Assert.Equal("op-1", properties["OperationId"]);
    }

    [Theory]
    [InlineData(nameof(LogFormat.Text))]
    [InlineData(nameof(LogFormat.Json))]
    public void A_client_cannot_forge_a_line(string format)
    {
        var hostile = Login with { Operation = "Login\n2026", UserAgent = "x\r\nINF forged\u2028", OperationId = new string('y', 5000) };

        var written = Written(new LogOptions { LogFormat = Enum.Parse<LogFormat>(format) }, hostile);

        Assert.Single(written.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain('\r', written.TrimEnd());
        Assert.True(written.Length < 800);
    }

    [Theory]
    [InlineData(nameof(LogFormat.Text))]
    [InlineData(nameof(LogFormat.Json))]
    public void An_error_of_the_service_is_logged_with_its_whole_exception(string format)
    {
        var error = Thrown("first\nINF forged", depth: 30);

        var written = Written(new LogOptions { LogFormat = Enum.Parse<LogFormat>(format) }, Refused with { FaultType = "SystemError", Error = error });

        Assert.Contains(format == nameof(LogFormat.Text) ? "Z ERR Login 500" : "\"@l\":\"Error\"", written, StringComparison.Ordinal);
        Assert.Equal(30, written.Split("   at VimSessionService.Tests.Logging.CallLogTests.Thrown").Length - 1);
        Assert.All(written.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Skip(1), static line => Assert.StartsWith("    ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(nameof(LogFormat.Text))]
    [InlineData(nameof(LogFormat.Json))]
    public void A_huge_exception_is_cut(string format)
    {
        var written = Written(new LogOptions { LogFormat = Enum.Parse<LogFormat>(format) }, Refused with { Error = Thrown(new string('x', 1_000_000), depth: 1) });

        Assert.InRange(written.Length, 16_000, 20_000);
        Assert.Contains("more characters)", written, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_the_service_is_logged_where_calls_are_not()
    {
        using var written = new WrittenLog();
        using (var logger = ServiceLogger.Create(new LogOptions { LogLevel = LogLevel.Warning }, written.Add))
        {
            var log = LogOf(logger, calls: false);
            log.Finished(Refused);
            log.Finished(Refused with { Error = new InvalidOperationException("broken") });
        }

        Assert.Single(written.Text.Split(Environment.NewLine), static line => line.Contains(" Login ", StringComparison.Ordinal));
        Assert.Contains("broken", written.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_has_no_place_for_a_secret() => Assert.DoesNotContain(
        typeof(CallFinished).GetProperties(),
        p => new[] { "password", "token", "cookie", "ticket", "header", "body" }.Any(word => p.Name.Contains(word, StringComparison.OrdinalIgnoreCase)));

    [Theory]
    [InlineData(false, LogLevel.Information)]
    [InlineData(true, LogLevel.Warning)]
    public void Switched_off_it_costs_nothing(bool calls, LogLevel level)
    {
        using var written = new WrittenLog();
        using var logger = ServiceLogger.Create(new LogOptions { LogLevel = level }, written.Add);
        var log = LogOf(logger, calls);
        log.Finished(Login);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            log.Finished(Login);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.False(log.IsEnabled);
    }

    private static InvalidOperationException Thrown(string message, int depth)
    {
        if (depth > 0)
        {
            try
            {
                throw Thrown(message, depth - 1);
            }
            catch (InvalidOperationException inner)
            {
                return new InvalidOperationException("outer", inner);
            }
        }

        return new InvalidOperationException(message);
    }

    private static string Written(LogOptions options, in CallFinished call)
    {
        using var written = new WrittenLog(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));
        using (var logger = ServiceLogger.Create(options, written.Add))
            LogOf(logger, calls: true).Finished(call);
        return written.Text;
    }

    private static CallLogger LogOf(Serilog.ILogger logger, bool calls) => new(new SerilogLoggerFactory(logger), calls);
}
