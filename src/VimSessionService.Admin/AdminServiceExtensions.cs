using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using VimSessionService.Admin.Http;
using VimSessionService.Admin.Listening;
using VimSessionService.Admin.Outages;
using VimSessionService.Admin.Routes;
using VimSessionService.Core.Sessions;
using VimSessionService.Lab.Journal;
using VimSessionService.Lab.Registration;

namespace VimSessionService.Admin;

/// <summary>Adds the admin API to an ASP.NET Core host of the service.</summary>
public static class AdminServiceExtensions
{
    /// <summary>The path of the API.</summary>
    public const string Prefix = "/admin/v1";

    /// <summary>The shortest token.</summary>
    public const int MinTokenLength = 16;

    /// <summary>Registers the admin API and what it controls. To be called after <c>AddVimSessionService</c>.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets options; null for the defaults: no token and no listener.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="InvalidOperationException">The service is not registered.</exception>
    /// <exception cref="ArgumentException">The token is too short, or there is none and the listener is not on loopback.</exception>
    public static IServiceCollection AddVimSessionAdmin(this IServiceCollection services, Action<AdminOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.All(static service => service.ServiceType != typeof(ISessionStore)))
            throw new InvalidOperationException("Call AddVimSessionService before AddVimSessionAdmin.");
        var options = new AdminOptions();
        configure?.Invoke(options);
        if (options.Token is { Length: < MinTokenLength })
            throw new ArgumentException($"The token of the admin API has fewer than {MinTokenLength} characters.", nameof(configure));
        if (options is { Token: null, Listen: { } listen } && (listen.Address is null || !IPAddress.IsLoopback(listen.Address)))
            throw new ArgumentException("Without a token the admin API listens on loopback addresses only.", nameof(configure));
        services.TryAddSingleton(new JournalOptions { MaxCalls = options.JournalCalls });
        services.AddLab().AddOutageGate();
        services.AddHostedService<LabStart>();
        services.AddSingleton(new StartScenarios(options.Scenarios));
        services.TryAddSingleton(new AdminGuard(options.Token, options.Hosts));
        if (options.Listen is { } where)
        {
            services.AddSingleton(provider => new AdminListener(provider, where, Prefix, static endpoints => endpoints.MapVimSessionAdmin()));
            services.AddHostedService(static provider => provider.GetRequiredService<AdminListener>());
        }

        return services;
    }

    /// <summary>Maps the admin API at <c>/admin/v1</c>. A host with <see cref="AdminOptions.Listen"/> does not need it.</summary>
    /// <param name="endpoints">The routes of the host.</param>
    /// <returns>A builder of conventions for all of them.</returns>
    public static IEndpointConventionBuilder MapVimSessionAdmin(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var guard = endpoints.ServiceProvider.GetRequiredService<AdminGuard>();
        var logger = endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("VimSessionService.Admin");
        var group = endpoints.MapGroup(Prefix);
        group.MapOpenApiDocument();
        Tagged("Sessions").MapSessions();
        Tagged("Tickets").MapTickets();
        Tagged("Clock").MapClock();
        Tagged("Limits").MapLimits();
        Tagged("Users").MapUsers();
        Tagged("Groups").MapGroups();
        Tagged("Access").MapAccess();
        Tagged("Snapshots").MapSnapshots();
        Tagged("Reload").MapReload();
        Tagged("Rules").MapRules();
        Tagged("Journal").MapJournal();
        Tagged("Leaks").MapLeaks();
        Tagged("Outages").MapOutages();
        Tagged("Scenario").MapScenario();
        group.MapFallback(new UnknownRequests(endpoints.DataSources).RefuseAsync).WithDisplayName("VimSessionService.Admin unknown path").ExcludeFromDescription();
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (endpoint.RequestDelegate is not { } answer)
                return;
            var pattern = (endpoint as RouteEndpointBuilder)?.RoutePattern;
            endpoint.RequestDelegate = context => ProblemAnswer.GuardAsync(
                context,
                checkedContext =>
                {
                    guard.Check(checkedContext);
                    QueryNames.Check(checkedContext);
                    if (pattern is not null)
                        PathNames.Decode(checkedContext, pattern);
                    return answer(checkedContext);
                },
                logger);
        });
        return group;

        // Without a tag the document has the name of the program that hosts the API.
        RouteGroupBuilder Tagged(string tag) => group.MapGroup("").WithTags(tag);
    }
}
