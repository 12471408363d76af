using VimSessionService.Core.Calls;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Formats;
using VimSessionService.ManagedObjects;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Endpoint.Steps;

/// <summary>Has the format read the arguments, and finds the object that they are for.</summary>
internal sealed class DecodeStep(ManagedObjectRegistry registry)
{
    /// <summary>Decodes a call.</summary>
    public DecodedCall Run(ReceivedRequest request, CallContext context)
    {
        var (reference, method, arguments) = request.Decode(context.Head);
        if (method is null)
        {
            // The methods of an object that is known by name only are not known; those of any other object are.
            return registry.Find(reference, context) is { Type.IsDeclared: false } opaque
                ? new DecodedCall(context, opaque, arguments: null)
                : throw request.UnknownMethod(context.Head);
        }

        var target = registry.Get(reference, context);
        if (!target.Type.Is(method.Receiver) && !VmodlNames.IsManaged(target.Type.Name, method.Receiver))
            throw new VimFaultException(new InvalidType(), $"{target.Type.Name} has no method {method.Name}");
        return new DecodedCall(context, target, arguments);
    }
}
