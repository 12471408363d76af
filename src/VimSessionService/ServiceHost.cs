using Serilog;
using VimSessionService.Core.Sessions;
using VimSessionService.Health;
using VimSessionService.Hosting;
using VimSessionService.Logging;
using VimSessionService.Options;
using VimSessionService.Transport;
using VimSessionService.UsersFile;

namespace VimSessionService;

/// <summary>Builds the web application. Only what it uses is added, as each further part costs start-up time.</summary>
public static class ServiceHost
{
    /// <summary>Builds a service that is ready to start.</summary>
    /// <param name="settings">What it is built from.</param>
    /// <param name="logger">Where it logs; not disposed with it.</param>
    /// <exception cref="UsersFileException">The users file cannot be used.</exception>
    public static WebApplication Build(HostSettings settings, Serilog.ILogger logger)
    {
        var options = settings.Options;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost
            .UseKestrelCore()
            .ConfigureKestrel(kestrel => KestrelTransport.Configure(kestrel, settings));
        builder.Services
            .AddSerilog(logger)
            .AddRoutingCore()
            .Configure<HostOptions>(host => host.ShutdownTimeout = options.Transport.ShutdownTimeout)
            .AddSingleton(settings)
            .AddSingleton(options)
            .AddSingleton(new CallLog(logger, options.Log.LogCalls, settings.Time))
            .AddSingleton(provider => new AccountSource(settings.Accounts, options.Accounts.UsersFile, settings.Time, provider.GetRequiredService<ILogger<AccountSource>>()));

        builder.Services.AddSdk(settings);

        var app = builder.Build();
        var service = app.Services.GetRequiredService<SdkService>();
        app.Services.GetRequiredService<SessionService>().NoteStart();
        var requests = app.Services.GetRequiredService<ILogger<SdkService>>();
        app.MapSdk(service, requests);
        app.UseBrokenOffLog(requests);
        if (service.SingleSignOn is { } sso)
            app.MapSingleSignOn(sso);
        service.Catalogs.Map(app);
        app.MapConnect();
        app.MapTicketed(service.Ticketed, TicketedPaths.Split(options.Tickets.TicketedPaths));
        app.UseUnmatchedLog(app.Services.GetRequiredService<CallLog>(), settings.Time);
        app.UseRouting(); // after the calls, which need none
        app.MapHealth();
        app.MapCertificate(settings.Certificate);
        app.MapUsersFileSchema();
        app.MapWelcome();
        return app;
    }
}
