using Microsoft.Extensions.Logging;
using VimSessionService.Core;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Endpoint.Soap;
using VimSessionService.Endpoint.Steps;
using VimSessionService.ManagedObjects;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.Soap.Xml;

namespace VimSessionService.Endpoint;

/// <summary>Puts the endpoint together.</summary>
public static class SdkComposition
{
    /// <summary>Makes the SOAP endpoint of a core.</summary>
    /// <param name="settings">What the operator set.</param>
    /// <param name="flavor">Which product to be.</param>
    /// <param name="core">Sessions and everything around them.</param>
    /// <param name="observers">Are told of every call, in this order.</param>
    /// <param name="steps">Steps before or after those of the service, in this order at each place.</param>
    public static SdkEndpoint Compose(
        EndpointSettings settings, ServiceFlavor flavor, ServiceCore core, IEnumerable<ICallObserver> observers, IReadOnlyCollection<CallStepRegistration>? steps = null)
    {
        var objects = new ServiceObjects(flavor, core);
        var pipeline = new CallPipeline(
            new FindSessionStep(core.Store, core.Adoption),
            new DecodeStep(objects.Registry),
            new CheckPrivilegeStep(objects.Access, objects.Registry, core.Inventory),
            new InvokeStep(objects.Properties, objects.Access),
            new EncodeStep(core.Messages, core.Locales),
            core.Store,
            steps ?? []);
        var calls = new CallEndpoint(pipeline, core.Limits, observers, core.Settings.Time, core.Settings.Logger);
        return new SdkEndpoint(calls, new SoapFormat(settings, new ConstantContents(objects.Constants), core.Tokens, core.Limits));
    }
}
