using VimSessionService.Endpoint.Pipeline;
using VimSessionService.ManagedObjects;
using VimSessionService.Soap;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Endpoint.Steps;

/// <summary>Reads the arguments by the method's declaration, and finds the object they are for.</summary>
public sealed class DecodeStep(ManagedObjectRegistry registry, EndpointSettings settings) : ICallStep
{
    /// <summary>Servers from this version on name the version in which the method is unknown.</summary>
    private const ApiVersion NamesVersionOfUnknownMethod = ApiVersion.V6_5;

    /// <inheritdoc/>
    public ValueTask RunAsync(SdkCall call)
    {
        var (operation, ns) = (call.Envelope!.Operation, call.Envelope.Namespace);
        if (ns is not ("" or SoapNames.Vim25 or SoapNames.Vim2 or SoapNames.InternalVim25))
            throw call.Codec.Reader.UnknownMethod(call.Envelope);
        if (VimManagedTypes.FindMethod(operation) is { } method && method.Since <= settings.Version)
            Decode(call, method);
        else
            DecodeUnknown(call, operation);
        return default;
    }

    private void Decode(SdkCall call, VimMethod method)
    {
        var (reference, request) = call.Codec.Reader.ReadArguments(method);
        var target = registry.Get(reference, call.Context!);
        if (!target.Type.Is(method.Receiver) && !VmodlNames.IsManaged(target.Type.Name, method.Receiver))
            throw new VimFaultException(new InvalidType(), $"{target.Type.Name} has no method {method.Name}");
        call.Method = method;
        call.Target = target;
        call.Request = request;
    }

    /// <summary>The methods of an object that is known by name only are not known; those of any other object are.</summary>
    private void DecodeUnknown(SdkCall call, string operation)
    {
        if (TryReadTarget(call, operation) is { } reference && registry.Find(reference, call.Context!) is { Type.IsDeclared: false } target)
        {
            call.Target = target;
            return;
        }

        throw settings.Version < NamesVersionOfUnknownMethod
            ? call.Codec.Reader.UnknownMethod(call.Envelope!)
            : VimDecodeException.UnknownMethod(operation, $"{call.Version.InternalName()} (vim25/{call.Version.Name()})");
    }

    /// <summary>A server does not read on after an unknown method, so no other error is reported.</summary>
    private static ManagedObjectReference? TryReadTarget(SdkCall call, string operation)
    {
        try
        {
            return call.Codec.Reader.ReadTarget(operation);
        }
        catch (VimDecodeException)
        {
            return null;
        }
    }
}
