using VimSessionService.Core;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Endpoint.Steps;
using VimSessionService.ManagedObjects;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.Soap.Xml;

namespace VimSessionService.Endpoint;

/// <summary>Puts the endpoint together.</summary>
public static class SdkComposition
{
    /// <summary>Makes the endpoint of a core.</summary>
    /// <param name="settings">What the operator set.</param>
    /// <param name="flavor">Which product to be.</param>
    /// <param name="core">Sessions and everything around them.</param>
    /// <param name="observer">Is told of every call.</param>
    public static SdkEndpoint Compose(EndpointSettings settings, ServiceFlavor flavor, ServiceCore core, ICallObserver observer)
    {
        var objects = new ServiceObjects(flavor, core);
        ICallStep[] steps =
        [
            new ReadEnvelopeStep(settings, new VersionNegotiation(settings)),
            new FindSessionStep(core.Store, core.Scopes, core.Adoption),
            new DecodeStep(objects.Registry, settings),
            new CheckPrivilegeStep(objects.Access, objects.Registry, core.Inventory),
            new InvokeStep(objects.Properties, objects.Access),
        ];
        var encode = new EncodeStep(settings, new CookieIssue(settings, core.Tokens), core.Messages, core.Locales);
        return new SdkEndpoint(new CallPipeline(steps, encode, core.Store, core.Scopes), settings, new ConstantContents(objects.Constants), core.Limits, observer, core.Settings.Time);
    }
}
