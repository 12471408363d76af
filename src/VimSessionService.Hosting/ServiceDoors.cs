using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Soap;
using VimSessionService.Endpoint.Tickets;
using VimSessionService.Endpoint.ViJson;
using VimSessionService.Hosting.Lookup;
using VimSessionService.Hosting.Sts;
using VimSessionService.Vapi.JsonRpc;
using VimSessionService.Vapi.Rest;
using VimSessionService.Vapi.SharedSession;
using VimSessionService.Vapi.TokenExchange;

namespace VimSessionService.Hosting;

/// <summary>The doors of the service, a line for each. Whatever else has to know them takes the <see cref="DoorTable"/>.</summary>
internal static class ServiceDoors
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<IDoor> All { get; } =
    [
        new ViJsonDoor(),
        new SoapDoor(),
        new JsonRpcDoor(),
        new TokenExchangeDoor(),
        new RestDoor(),
        new SharedSessionDoor(),
        new StsDoor(),
        new LookupDoor(),
        new TicketedDoor(),
    ];

    /// <summary>The table of them as they are declared, for what has no service: the help of commands, the check of a file. A running service has its own, with the doors that its host has added.</summary>
    public static DoorTable Table { get; } = new(All);

    /// <summary>Registers them, with what each of them needs.</summary>
    public static IServiceCollection AddDoors(this IServiceCollection services)
    {
        foreach (var door in All)
            services.AddDoor(door);
        return services;
    }
}
