using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace VimSessionService.Hosting;

/// <summary>
/// The endpoints of the service. The platform's <c>Map</c> methods read the attributes of the method that answers, for which a program compiled ahead of
/// time sorts all its methods at the first request: several milliseconds. These endpoints have no attributes.
/// </summary>
internal sealed class ServiceEndpoints : EndpointDataSource, IEndpointConventionBuilder
{
    private readonly List<RouteEndpointBuilder> _builders = [];
    private readonly List<Action<EndpointBuilder>> _conventions = [];
    private readonly List<Action<EndpointBuilder>> _lastConventions = [];
    private readonly Lock _lock = new();
    private Microsoft.AspNetCore.Http.Endpoint[]? _endpoints;

    /// <inheritdoc/>
    public override IReadOnlyList<Microsoft.AspNetCore.Http.Endpoint> Endpoints
    {
        get
        {
            lock (_lock)
                return _endpoints ??= [.. _builders.Select(Build)];
        }
    }

    /// <summary>Adds an endpoint.</summary>
    /// <param name="pattern">The pattern of its path.</param>
    /// <param name="answer">Answers.</param>
    /// <param name="order">Its order among endpoints for the same path: the lowest is called.</param>
    /// <param name="methods">The methods of HTTP; none for all.</param>
    public void Add(string pattern, RequestDelegate answer, int order = 0, params string[] methods)
    {
        var builder = new RouteEndpointBuilder(answer, RoutePatternFactory.Parse(pattern), order) { DisplayName = $"VimSessionService {pattern}" };
        if (methods.Length > 0)
            builder.Metadata.Add(new HttpMethodMetadata(methods));
        _builders.Add(builder);
    }

    /// <inheritdoc/>
    void IEndpointConventionBuilder.Add(Action<EndpointBuilder> convention) => _conventions.Add(convention);

    /// <inheritdoc/>
    void IEndpointConventionBuilder.Finally(Action<EndpointBuilder> finallyConvention) => _lastConventions.Add(finallyConvention);

    /// <summary>The endpoints never change.</summary>
    public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;

    private Microsoft.AspNetCore.Http.Endpoint Build(RouteEndpointBuilder builder)
    {
        foreach (var convention in _conventions)
            convention(builder);
        foreach (var convention in _lastConventions)
            convention(builder);
        return builder.Build();
    }
}
