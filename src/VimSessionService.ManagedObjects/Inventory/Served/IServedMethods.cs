using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Served;

/// <summary>Methods of objects of an inventory that have an implementation.</summary>
internal interface IServedMethods
{
    /// <summary>Whether a method of a type is among them.</summary>
    bool Handles(string method, VimManagedType type);

    /// <summary>Runs a method.</summary>
    ValueTask<MethodResult> RunAsync(ManagedObject<CallContext> target, VimRequest request, CallContext call);
}
