using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using VimSessionService.Endpoint.Soap;

namespace VimSessionService.Hosting;

/// <summary>
/// Lets <c>//sdk</c> be <c>/sdk</c>, before routing: pyVmomi up to 6.0.0 sends the path so. Other paths stay as they are.
/// </summary>
internal sealed class LeadingSlashes : IStartupFilter
{
    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static following => context =>
        {
            if (context.Request.Path.Value is ['/', '/', ..] path)
            {
                var single = new PathString($"/{path.TrimStart('/')}");
                if (single.StartsWithSegments(SoapDoor.Path, StringComparison.Ordinal))
                    context.Request.Path = single;
            }

            return following(context);
        });
        next(app);
    };
}
