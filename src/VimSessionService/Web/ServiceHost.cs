using Serilog;
using VimSessionService.Admin;
using VimSessionService.UsersFile;

namespace VimSessionService.Web;

/// <summary>Builds the web application. Only what it uses is added, as each further part costs start-up time.</summary>
internal static class ServiceHost
{
    /// <summary>Builds a service that is ready to start.</summary>
    /// <param name="parts">What it is built from.</param>
    /// <param name="logger">Where it logs; not disposed with it.</param>
    /// <exception cref="UsersFileException">The users file cannot be used.</exception>
    public static WebApplication Build(HostParts parts, Serilog.ILogger logger)
    {
        var options = parts.Options;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost
            .UseKestrelCore()
            .ConfigureKestrel(kestrel => KestrelTransport.Configure(kestrel, parts));
        builder.Services
            .AddSerilog(logger)
            .Configure<HostOptions>(host => host.ShutdownTimeout = options.Transport.ShutdownTimeout)
            .AddCompiledOptions()
            .AddSingleton(parts)
            .AddProgramServices(parts)
            .AddVimSessionService(service => service.Take(parts));
        if (parts.Admin is { } admin)
            builder.Services.AddVimSessionAdmin(api => (api.Listen, api.Token, api.Hosts, api.JournalCalls, api.Scenarios) = (admin.Listen, admin.Token, admin.Hosts, options.Admin.JournalCalls, parts.Scenarios));

        var app = builder.Build();
        app.UseConnectRefusal();
        app.UseVimSessionDoors();
        app.UseUnmatchedLog(app.Services.GetRequiredService<CallLogger>(), parts.RealTime);
        app.UseRouting();
        app.MapBesideDoors();
        app.MapUsersFileSchema();
        return app;
    }
}
