using VimSessionService.Core.Calls;
using VimSessionService.Schema;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>A task as clients see it.</summary>
/// <param name="reference">Its name.</param>
/// <param name="api">Its type.</param>
/// <param name="holder">The object on which it is read; null for the root folder.</param>
/// <param name="info">What is to be read of it.</param>
/// <param name="cancel">Cancels it.</param>
internal sealed class TaskObject(ManagedObjectReference reference, WholeApi api, Func<ManagedObjectReference?> holder, Func<DataObject> info, Func<CancellationToken, ValueTask> cancel)
    : ManagedObject<CallContext>(reference), IPartOfEntity
{
    /// <inheritdoc/>
    public override VimManagedType Type { get; } = api.FindManagedType("Task")!;

    /// <inheritdoc/>
    public ManagedObjectReference? Entity => holder();

    /// <inheritdoc/>
    public override ValueTask<object?> ReadPropertyAsync(string name, CallContext call) => new(name switch
    {
        "info" => info(),
        "availableField" => new TypedArray(api.FindType("CustomFieldDef")!, []),
        "value" => new TypedArray(api.FindType("CustomFieldValue")!, []),
        _ => null,
    });

    /// <inheritdoc/>
    public override async ValueTask<MethodResult> InvokeAsync(VimRequest request, CallContext call)
    {
        if (request.GetMethod().Name != "CancelTask")
            return await base.InvokeAsync(request, call);
        await cancel(call.Cancelled);
        return default;
    }
}
