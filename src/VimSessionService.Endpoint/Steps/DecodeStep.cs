using VimSessionService.Endpoint.Pipeline;
using VimSessionService.ManagedObjects;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Endpoint.Steps;

/// <summary>Reads the arguments by the method's declaration, and finds the object they are for.</summary>
public sealed class DecodeStep(ManagedObjectRegistry registry, EndpointSettings settings) : ICallStep
{
    /// <inheritdoc/>
    public ValueTask RunAsync(SdkCall call)
    {
        var operation = call.Envelope!.Operation;
        if (VimManagedTypes.FindMethod(operation) is { } method && method.Since <= settings.Version)
            Decode(call, method);
        else
            DecodeUnknown(call, operation);
        return default;
    }

    private void Decode(SdkCall call, VimMethod method)
    {
        var (reference, request) = call.Codec.Reader.ReadArguments(method);
        var target = registry.Get(reference, call.Call!);
        if (target.Type.IsDeclared && !target.Type.Is(method.Receiver))
        {
            throw new VimFaultException(
                new MethodNotFound { Receiver = target.Reference, Method = method.Name }, $"{target.Type.Name} has no method {method.Name}");
        }

        call.Method = method;
        call.Target = target;
        call.Request = request;
    }

    /// <summary>The methods of an object that is known by name only are not known; those of any other object are.</summary>
    private void DecodeUnknown(SdkCall call, string operation)
    {
        var name = operation.Length <= 128 ? operation : operation[..128];
        var reference = call.Codec.Reader.ReadTarget(operation);
        if (registry.Find(reference, call.Call!) is { Type.IsDeclared: false } target)
        {
            call.Target = target;
            return;
        }

        throw VimDecodeException.UnknownMethod(name, $"{call.Version.InternalName()} (vim25/{call.Version.Name()})");
    }
}
