using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using VimSessionService.Endpoint.Doors;

namespace VimSessionService.Hosting;

/// <summary>The door of the lookup service. A service has it that issues tokens.</summary>
internal sealed class LookupDoor : IDoor
{
    private const string Lookup = "/lookupservice/sdk";

    /// <summary>What it is called, and what belongs to it.</summary>
    public static Door Declared { get; } = new()
    {
        Name = "lookup",
        Paths = ["/lookupservice"],
        Operations =
        [
            "lookup.RetrieveServiceContent", "lookup.List", "lookup.Get", "lookup.GetSiteId", "lookup.GetLocale", "lookup.Create", "lookup.Set", "lookup.Delete",
            "lookup.SetLocale", "lookup.RetrieveHaBackupConfiguration",
        ],
    };

    /// <inheritdoc/>
    public Door Declaration => Declared;

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services) => services.TryAddSingleton<SingleSignOn>();

    /// <inheritdoc/>
    public void Map(DoorRoutes routes, IServiceProvider services)
    {
        if (!services.GetRequiredService<IOptions<VimSessionServiceOptions>>().Value.IssuesTokens())
            return;
        var sso = services.GetRequiredService<SingleSignOn>();
        routes.MapBelow(Lookup, (context, rest) =>
        {
            if (rest.Value is not (null or "" or "/"))
                return Routes.NotFound(context);
            return HttpMethods.IsPost(context.Request.Method) || SignOnAnswers.IsRead(context.Request)
                ? sso.AnswerLookupAsync(context)
                : SignOnAnswers.NotAllowed(context, "GET, HEAD, POST");
        });
    }
}
