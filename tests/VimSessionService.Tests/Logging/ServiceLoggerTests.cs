using System.Net.Sockets;
using VimSessionService.Logging;
using VimSessionService.Options;

namespace VimSessionService.Tests.Logging;

public sealed class ServiceLoggerTests : IDisposable
{
    private readonly WrittenLog _log = new();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData("Unable to start Kestrel.", false)]
    [InlineData("Hosting failed to start", false)]
    [InlineData("The connection listener failed to accept any new connections.", true)]
    public void Only_a_failed_start_is_left_to_the_command_line(string message, bool isLogged)
    {
        using (var logger = ServiceLogger.Create(new LogOptions(), _log.Add))
            logger.ForContext("SourceContext", "Microsoft.AspNetCore.Server.Kestrel").Fatal(new SocketException((int)SocketError.TooManyOpenSockets), message);

        Assert.Equal(isLogged, _log.Text.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Not_being_ready_is_no_line_for_each_question()
    {
        using (var logger = ServiceLogger.Create(new LogOptions(), _log.Add))
            logger.ForContext("SourceContext", "Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService").Error("Health check vimsession with status Unhealthy");

        Assert.Empty(_log.Text);
    }
}
