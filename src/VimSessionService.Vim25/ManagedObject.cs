
namespace VimSessionService.Vim25;

/// <summary>What every managed object answers.</summary>
[ManagedType]
[VmodlName("vmodl.ManagedObject")]
public interface IManagedObject
{
    /// <summary>Reads one property; undocumented, and how pyVmomi reads every property.</summary>
    [Undocumented]
    object? Fetch(string prop);
}

/// <summary>
/// A managed object as a service implements it. The generated class of each managed type derives from it: a property that an
/// implementation does not override is unset, a method that it does not override answers <see cref="NotSupported"/>.
/// </summary>
/// <typeparam name="TCall">The service's own view of who calls and how; this project uses nothing of it.</typeparam>
public abstract class ManagedObject<TCall>(ManagedObjectReference reference)
    where TCall : class
{
    /// <summary>The object's name.</summary>
    public ManagedObjectReference Reference { get; } = reference;

    /// <summary>The declaration of the object's type.</summary>
    public abstract VimManagedType Type { get; }

    /// <summary>Reads a declared property; null is unset.</summary>
    public virtual ValueTask<object?> ReadPropertyAsync(string name, TCall call) => default;

    /// <summary>Runs a method.</summary>
    public virtual ValueTask<MethodResult> InvokeAsync(VimRequest request, TCall call) =>
        throw NotEmulated(request.GetMethod().Name);

    /// <summary>The answer to a method that the API has and this service has not.</summary>
    protected VimFaultException NotEmulated(string method) =>
        new(new NotSupported(), $"{Reference.Type}.{method} is not emulated");

    /// <summary>The value of a property as the dispatcher passes it on.</summary>
    protected static ValueTask<object?> Box<T>(ValueTask<T> result)
    {
        return result.IsCompletedSuccessfully ? new(result.Result) : Awaited(result);

        static async ValueTask<object?> Awaited(ValueTask<T> result) => await result;
    }

    /// <summary>The result of a method as the dispatcher passes it on.</summary>
    protected static ValueTask<MethodResult> Answer<T>(ValueTask<T> result)
    {
        return result.IsCompletedSuccessfully ? new(new MethodResult(result.Result)) : Awaited(result);

        static async ValueTask<MethodResult> Awaited(ValueTask<T> result) => new(await result);
    }

    /// <inheritdoc cref="Answer{T}(ValueTask{T})"/>
    protected static ValueTask<MethodResult> Answer(ValueTask result)
    {
        return result.IsCompletedSuccessfully ? default : Awaited(result);

        static async ValueTask<MethodResult> Awaited(ValueTask result)
        {
            await result;
            return default;
        }
    }

    /// <inheritdoc cref="Answer{T}(ValueTask{T})"/>
    protected static ValueTask<MethodResult> Answer<T>(ValueTask<SessionResult<T>> result)
    {
        return result.IsCompletedSuccessfully ? new(Of(result.Result)) : Awaited(result);

        static async ValueTask<MethodResult> Awaited(ValueTask<SessionResult<T>> result) => Of(await result);

        static MethodResult Of(SessionResult<T> result) => new(result.Value, result.Session);
    }

    /// <inheritdoc cref="Answer{T}(ValueTask{T})"/>
    protected static ValueTask<MethodResult> Answer(ValueTask<SessionChange> result)
    {
        return result.IsCompletedSuccessfully ? new(new MethodResult(null, result.Result)) : Awaited(result);

        static async ValueTask<MethodResult> Awaited(ValueTask<SessionChange> result) => new(null, await result);
    }

    /// <summary>The value of an array property, with the declared type that its items have in common.</summary>
    protected static ValueTask<object?> BoxArray<T>(ValueTask<T[]?> result, VimType itemType)
        where T : DataObject
    {
        return result.IsCompletedSuccessfully ? new(Typed(result.Result, itemType)) : Awaited(result, itemType);

        static async ValueTask<object?> Awaited(ValueTask<T[]?> result, VimType itemType) => Typed(await result, itemType);

        static TypedArray? Typed(T[]? items, VimType itemType) => items is null ? null : new TypedArray(itemType, items);
    }
}
