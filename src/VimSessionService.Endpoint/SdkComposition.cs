using VimSessionService.Core.Authorization;
using VimSessionService.Core.Locales;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Endpoint.Steps;
using VimSessionService.ManagedObjects;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.ManagedObjects.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint;

/// <summary>What the endpoint is made of.</summary>
public sealed record SdkParts
{
    /// <summary>What the operator set.</summary>
    public required EndpointSettings Settings { get; init; }

    /// <summary>Which product to be.</summary>
    public required ServiceFlavor Flavor { get; init; }

    /// <summary>Where sessions are kept.</summary>
    public required ISessionStore Store { get; init; }

    /// <summary>Knows the service's own tokens.</summary>
    public required SessionTokenIssuer Tokens { get; init; }

    /// <summary>The rules of sessions.</summary>
    public required SessionService Sessions { get; init; }

    /// <summary>Clone tickets.</summary>
    public required SessionCloning Cloning { get; init; }

    /// <summary>Impersonation.</summary>
    public required SessionImpersonation Impersonation { get; init; }

    /// <summary>Decides what a caller may do.</summary>
    public required IAuthorizer Authorizer { get; init; }

    /// <summary>The locales.</summary>
    public required LocaleCatalog Locales { get; init; }

    /// <summary>The texts of faults.</summary>
    public required MessageCatalog Messages { get; init; }

    /// <summary>The system global message.</summary>
    public required ServiceMessage ServiceMessage { get; init; }

    /// <summary>Is told of every call.</summary>
    public required ICallObserver Observer { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}

/// <summary>Puts the endpoint together.</summary>
public static class SdkComposition
{
    /// <summary>Makes the endpoint of the parts.</summary>
    public static SdkEndpoint Compose(SdkParts parts)
    {
        var content = parts.Flavor.Content;
        var access = new AccessCheck(parts.Authorizer, content.RootFolder);
        var properties = new PropertyReader(access);
        var registry = new ManagedObjectRegistry(parts.Flavor.Listed);
        registry.Add(new ServiceInstance(parts.Flavor, parts.Time));
        registry.Add(new SessionManager(
            content.SessionManager!, parts.Sessions, parts.Cloning, parts.Impersonation, parts.ServiceMessage, parts.Locales));
        registry.Add(new PropertyCollector(
            content.PropertyCollector, new FilterSpecEvaluator(new ObjectTraversal(registry, properties), properties)));
        registry.Add(new RootFolder(content.RootFolder, parts.Flavor.RootFolderName, parts.Flavor.RootFolderChildren));
        ICallStep[] steps =
        [
            new ReadEnvelopeStep(parts.Settings, new VersionNegotiation(parts.Settings)),
            new FindSessionStep(parts.Store, parts.Tokens),
            new DecodeStep(registry, parts.Settings),
            new CheckPrivilegeStep(access),
            new InvokeStep(properties),
        ];
        var encode = new EncodeStep(parts.Settings, new CookieIssue(parts.Settings, parts.Tokens), parts.Messages, parts.Locales);
        return new SdkEndpoint(new CallPipeline(steps, encode, parts.Store), parts.Settings, parts.Observer, parts.Time);
    }
}
