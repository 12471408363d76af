using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace VimSessionService.Admin.Tests.Snapshots;

/// <summary>Notes which operations of the admin API were called and not refused, by their names in the OpenAPI document.</summary>
internal sealed class AdminCalls : IStartupFilter
{
    private readonly ConcurrentDictionary<string, bool> _done = new(StringComparer.Ordinal);

    /// <summary>The operations.</summary>
    public ICollection<string> Done => _done.Keys;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, following) =>
        {
            await following(context);
            if (context.Response.StatusCode < StatusCodes.Status400BadRequest && context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName is { } name)
                _done[name] = true;
        });
        next(app);
    };
}
