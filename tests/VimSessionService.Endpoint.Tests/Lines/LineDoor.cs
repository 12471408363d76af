using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Endpoint.Doors;

namespace VimSessionService.Endpoint.Tests.Lines;

/// <summary>The door of the format, to show what another door takes.</summary>
internal sealed class LineDoor : IDoor
{
    public const string Path = "/line";

    public static Door Declared { get; } = new() { Name = "line", HasFaults = true, Paths = [Path] };

    public Door Declaration => Declared;

    public void AddServices(IServiceCollection services) => services.TryAddSingleton<LineFormat>();

    public void Map(DoorRoutes routes, IServiceProvider services)
    {
        var (calls, format) = (services.GetRequiredService<CallEndpoint>(), services.GetRequiredService<LineFormat>());
        routes.MapBelow(Path, exchange => calls.HandleAsync(format, exchange));
    }
}
