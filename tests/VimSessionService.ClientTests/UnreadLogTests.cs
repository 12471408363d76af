using System.Net;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>A parent process that starts the service and never reads its standard error.</summary>
public sealed class UnreadLogTests
{
    /// <summary>Twice as much as a pipe holds.</summary>
    private const int LogBytes = 128 * 1024;

    [Fact]
    public async Task The_service_answers_and_ends_though_nobody_reads_its_log()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var service = await ServiceProcess.StartAsync(["--tls", "false", "--password", "secret"], [], cancellationToken, readsLog: false);
        using var client = new HttpClient();
        client.DefaultRequestHeaders.UserAgent.ParseAdd("unread/" + new string('1', 150));

        for (var sent = 0; sent < LogBytes; sent += 150)
        {
            using var nothing = new StringContent("");
            using var answer = await client.PostAsync(service.Url, nothing, cancellationToken);
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        }
    }
}
