using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VimSessionService.Health;
using VimSessionService.Options;

namespace VimSessionService.Tests.Health;

public class HealthTests
{
    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task A_started_service_is_alive_and_ready(string path)
    {
        await using var app = TestHost.Build(TestHost.Settings());
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = app.Url() };

        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("ok\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_service_is_not_ready_before_it_has_started_and_once_it_is_to_stop()
    {
        await using var app = TestHost.Build(TestHost.Settings());
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, await StatusAsync(app, "/readyz"));

        await app.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(StatusCodes.Status200OK, await StatusAsync(app, "/readyz"));

        await app.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, await StatusAsync(app, "/readyz"));
        Assert.Equal(StatusCodes.Status200OK, await StatusAsync(app, "/healthz"));
    }

    [Fact]
    public async Task A_stop_lets_the_call_in_flight_finish()
    {
        await using var app = TestHost.Build(TestHost.Settings());
        var entered = new TaskCompletionSource();
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Lifetime.ApplicationStopping.Register(stopping.SetResult);
        app.MapGet("/call", async context =>
        {
            entered.SetResult();
            await stopping.Task;
            await context.Response.WriteAsync("finished", context.RequestAborted);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = app.Url() };

        var call = client.GetStringAsync("/call", TestContext.Current.CancellationToken);
        await entered.Task;
        await app.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("finished", await call);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_probe_tells_a_service_from_none_whatever_its_certificate(bool tls)
    {
        var settings = TestHost.Settings(tls: tls);
        using var certificate = settings.Certificate;
        await using var app = TestHost.Build(settings);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var listen = new ListenAddress("127.0.0.1", app.Url().Port);

        Assert.True(await HealthProbe.IsAliveAsync(listen, tls, TestContext.Current.CancellationToken));
        await app.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(await HealthProbe.IsAliveAsync(listen, tls, TestContext.Current.CancellationToken));
    }

    /// <summary>What a route answers without a connection, as there is none before the start and after the stop.</summary>
    private static async Task<int> StatusAsync(WebApplication app, string path)
    {
        var endpoint = ((IEndpointRouteBuilder)app).DataSources
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Single(route => route.RoutePattern.RawText == path);
        var context = new DefaultHttpContext();
        await endpoint.RequestDelegate!(context);
        return context.Response.StatusCode;
    }
}
