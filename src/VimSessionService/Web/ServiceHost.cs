using Serilog;
using VimSessionService.Admin;
using VimSessionService.Hosting;
using VimSessionService.UsersFile;

namespace VimSessionService.Web;

/// <summary>Builds the web application. Only what it uses is added, as each further part costs start-up time.</summary>
internal static class ServiceHost
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
            .Configure<HostOptions>(host => host.ShutdownTimeout = options.Transport.ShutdownTimeout)
            .AddCompiledOptions()
            .AddSingleton(settings)
            .AddProgramServices(settings)
            .AddVimSessionService(service => service.Take(settings));
        if (settings.Admin is { } admin)
            builder.Services.AddVimSessionAdmin(api => (api.Listen, api.Token, api.Hosts, api.JournalCalls, api.Scenarios) = (admin.Listen, admin.Token, admin.Hosts, options.Admin.JournalCalls, settings.Scenarios));

        var app = builder.Build();
        app.UseConnectRefusal();
        app.UseVimSessionDoors();
        app.UseUnmatchedLog(app.Services.GetRequiredService<CallLogger>(), settings.RealTime);
        app.UseRouting();
        app.MapBesideDoors();
        app.MapUsersFileSchema();
        return app;
    }
}
