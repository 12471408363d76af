using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects;

/// <summary>An object some of whose methods the product in question refuses, whatever another product makes of them.</summary>
/// <param name="inner">The object.</param>
/// <param name="refused">The fault of each method that is refused, by the method's name.</param>
internal sealed class RefusingObject(ManagedObject<CallContext> inner, IReadOnlyDictionary<string, MethodFault> refused) : ManagedObject<CallContext>(inner.Reference)
{
    /// <inheritdoc/>
    public override VimManagedType Type => inner.Type;

    /// <inheritdoc/>
    public override ValueTask<object?> ReadPropertyAsync(string name, CallContext call) => inner.ReadPropertyAsync(name, call);

    /// <inheritdoc/>
    public override ValueTask<MethodResult> InvokeAsync(VimRequest request, CallContext call)
    {
        var method = request.GetMethod().Name;
        return refused.TryGetValue(method, out var fault)
            ? throw new VimFaultException(fault, $"this product does not do {method}")
            : inner.InvokeAsync(request, call);
    }
}
