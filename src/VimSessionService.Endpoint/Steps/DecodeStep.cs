using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Formats;
using VimSessionService.ManagedObjects;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Steps;

/// <summary>Has the format read the arguments, and finds the object that they are for.</summary>
/// <param name="registry">The objects.</param>
/// <param name="rootFolder">Where privileges are missing without a session.</param>
/// <param name="store">Knows whether a session is there still.</param>
internal sealed class DecodeStep(ManagedObjectRegistry registry, ManagedObjectReference rootFolder, ISessionStore store)
{
    /// <summary>Decodes a call.</summary>
    public async ValueTask<DecodedCall> RunAsync(ReceivedRequest request, CallContext context)
    {
        var (reference, method, arguments) = request.Decode(context.Head);
        if (method is null)
        {
            // The methods of an object that is known by name only are not known; those of any other object are.
            return registry.Find(reference, context) is { Type.IsDeclared: false } opaque
                ? new DecodedCall(context, opaque, arguments: null)
                : throw request.UnknownMethod(context.Head);
        }

        var target = registry.Find(reference, context) ?? throw await MissingAsync(reference, context);
        if (!target.Type.Is(method.Receiver) && !VmodlNames.IsManaged(target.Type.Name, method.Receiver))
            throw new VimFaultException(new InvalidType(), $"{target.Type.Name} has no method {method.Name}");
        return new DecodedCall(context, target, arguments);
    }

    /// <summary>The objects of a session end with it. Where it ended after the call was received, the call is answered as one without a session.</summary>
    private async ValueTask<VimFaultException> MissingAsync(ManagedObjectReference reference, CallContext context) =>
        context.Session is { } session && await store.FindAsync(session.Key, context.Cancelled) is null
            ? new(new NotAuthenticated { Object = rootFolder, PrivilegeId = Privileges.SystemView }, "the session ended while the call came in")
            : new(new ManagedObjectNotFound { Obj = reference }, $"there is no object {reference.Value}");
}
