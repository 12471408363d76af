using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Hosting.SignOn;
using VimSessionService.Identity;
using VimSessionService.Identity.Lookup;

namespace VimSessionService.Hosting.Lookup;

/// <summary>The door of the lookup service. A service has it that issues tokens.</summary>
internal sealed class LookupDoor : IDoor
{
    private const string Name = "lookup";
    private const string Sdk = "/lookupservice/sdk";

    /// <summary>What it is called, and what belongs to it.</summary>
    public static Door Declared { get; } = new()
    {
        Name = Name,
        Paths = ["/lookupservice"],
        Operations = [.. Enum.GetNames<LookupOperation>().Select(static operation => $"{Name}.{operation}")],
    };

    /// <inheritdoc/>
    public Door Declaration => Declared;

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton<SignOnRequests>();
        services.TryAddSingleton<LookupServiceEndpoint>();
    }

    /// <inheritdoc/>
    public void Map(DoorRoutes routes, IServiceProvider services)
    {
        if (!services.GetRequiredService<TokenIssuing>().IsOn)
            return;
        var endpoint = services.GetRequiredService<LookupServiceEndpoint>();
        routes.MapBelow(Sdk, (context, rest) =>
        {
            if (rest.Value is not (null or "" or "/"))
                return SignOnAnswers.NotFound(context);
            return HttpMethods.IsPost(context.Request.Method) || SignOnAnswers.IsRead(context.Request)
                ? endpoint.AnswerAsync(context)
                : SignOnAnswers.NotAllowed(context, "GET, HEAD, POST");
        });
    }
}
