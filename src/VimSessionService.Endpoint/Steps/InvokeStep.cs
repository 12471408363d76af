using VimSessionService.Endpoint.Pipeline;
using VimSessionService.ManagedObjects;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Steps;

/// <summary>Calls the method. Fetch is answered here for every object alike, since it is the same as reading one property.</summary>
public sealed class InvokeStep(PropertyReader properties, AccessCheck access) : ICallStep
{
    /// <summary>What it takes to learn that an object does not support a method which declares no privilege.</summary>
    private const string LeastPrivilege = "System.View";

    /// <inheritdoc/>
    public async ValueTask RunAsync(SdkCall call)
    {
        call.Budget.GiveUpTurn(); // it was for reading the request; a method may wait for a password check or another call
        try
        {
            (call.Result, call.SessionChange) = call.Request switch
            {
                FetchRequest fetch => new MethodResult(await FetchAsync(call, fetch.Prop)),
                { } request => await Invoke(call, request),
                null => throw new VimFaultException(
                    new NotSupported(), $"{call.Target!.Reference.Type}.{call.Envelope!.Operation} is not emulated"),
            };
        }
        catch (VimFaultException e) when (e.Fault is NotSupported && call.Context!.Session is null)
        {
            await access.DemandAsync(call.Context, call.Target!, call.Method?.Privilege ?? LeastPrivilege);
            throw;
        }
    }

    private static ValueTask<MethodResult> Invoke(SdkCall call, VimRequest request)
    {
        var result = call.Target!.InvokeAsync(request, call.Context!);
        if (!result.IsCompleted)
            call.ReleaseCodec(); // thousands of calls may wait for updates, and none needs it before its answer
        return result;
    }

    private async ValueTask<object?> FetchAsync(SdkCall call, string path)
    {
        var reading = await properties.ReadAsync(call.Context!, call.Target!, path);
        return reading.Denied is { } denied
            ? throw new VimFaultException(denied, $"{denied.PrivilegeId} is missing for {path}")
            : reading.Value;
    }
}
