using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Hosting.SignOn;
using VimSessionService.Identity;
using VimSessionService.Identity.Sts.Requests;

namespace VimSessionService.Hosting.Sts;

/// <summary>The door of the security token service, with the documents that describe it. A service has it that issues tokens.</summary>
internal sealed class StsDoor : IDoor
{
    private const string Name = "sts";
    private const string Sts = "/sts/STSService";
    private const string Metadata = "/websso/SAML2/Metadata";

    /// <summary>What it is called, and what belongs to it.</summary>
    public static Door Declared { get; } = new()
    {
        Name = Name,
        Paths = ["/sts", "/websso"],
        Operations = [.. Enum.GetNames<StsOperation>().Select(static operation => $"{Name}.{operation}")],
    };

    /// <inheritdoc/>
    public Door Declaration => Declared;

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton<SignOnRequests>();
        services.TryAddSingleton<StsEndpoint>();
    }

    /// <inheritdoc/>
    public void Map(DoorRoutes routes, IServiceProvider services)
    {
        if (!services.GetRequiredService<TokenIssuing>().IsOn)
            return;
        var endpoint = services.GetRequiredService<StsEndpoint>();
        routes.MapBelow(Sts, (context, rest) =>
            IsTenant(rest, endpoint.Tenant) || rest.Value is null or "" or "/" ? AnswerAsync(context, endpoint) : SignOnAnswers.NotFound(context));
        routes.MapBelow(Metadata, (context, rest) =>
        {
            if (!IsTenant(rest, endpoint.Tenant))
                return SignOnAnswers.NotFound(context);
            return SignOnAnswers.IsRead(context.Request) ? endpoint.AnswerMetadataAsync(context) : SignOnAnswers.NotAllowed(context, "GET, HEAD");
        });
    }

    private static Task AnswerAsync(HttpContext context, StsEndpoint endpoint)
    {
        if (HttpMethods.IsPost(context.Request.Method))
            return endpoint.AnswerAsync(context);
        var asksForWsdl = context.Request.QueryString.Value is ['?', .. var query] && query.StartsWith("wsdl", StringComparison.OrdinalIgnoreCase);
        return SignOnAnswers.IsRead(context.Request) && asksForWsdl ? StsEndpoint.AnswerWsdlAsync(context) : SignOnAnswers.NotAllowed(context, "POST");
    }

    private static bool IsTenant(PathString rest, string tenant) => rest.Value?.Trim('/').Equals(tenant, StringComparison.OrdinalIgnoreCase) is true;
}
