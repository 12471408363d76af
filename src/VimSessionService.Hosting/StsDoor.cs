using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Identity.Sts.Requests;

namespace VimSessionService.Hosting;

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
    public void AddServices(IServiceCollection services) => services.TryAddSingleton<SingleSignOn>();

    /// <inheritdoc/>
    public void Map(DoorRoutes routes, IServiceProvider services)
    {
        if (!services.GetRequiredService<IOptions<VimSessionServiceOptions>>().Value.IssuesTokens())
            return;
        var sso = services.GetRequiredService<SingleSignOn>();
        routes.MapBelow(Sts, (context, rest) =>
            IsTenant(rest, sso.Tenant) || rest.Value is null or "" or "/" ? AnswerAsync(context, sso) : SignOnAnswers.NotFound(context));
        routes.MapBelow(Metadata, (context, rest) =>
        {
            if (!IsTenant(rest, sso.Tenant))
                return SignOnAnswers.NotFound(context);
            return SignOnAnswers.IsRead(context.Request) ? sso.AnswerMetadataAsync(context) : SignOnAnswers.NotAllowed(context, "GET, HEAD");
        });
    }

    private static Task AnswerAsync(HttpContext context, SingleSignOn sso)
    {
        if (HttpMethods.IsPost(context.Request.Method))
            return sso.AnswerStsAsync(context);
        var asksForWsdl = context.Request.QueryString.Value is ['?', .. var query] && query.StartsWith("wsdl", StringComparison.OrdinalIgnoreCase);
        return SignOnAnswers.IsRead(context.Request) && asksForWsdl ? SingleSignOn.AnswerWsdlAsync(context) : SignOnAnswers.NotAllowed(context, "POST");
    }

    private static bool IsTenant(PathString rest, string tenant) => rest.Value?.Trim('/').Equals(tenant, StringComparison.OrdinalIgnoreCase) is true;
}
