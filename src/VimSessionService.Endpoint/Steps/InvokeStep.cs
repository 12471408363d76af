using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Formats;
using VimSessionService.ManagedObjects;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Steps;

/// <summary>Calls the method. Fetch is answered here for every object alike, since it is the same as reading one property.</summary>
internal sealed class InvokeStep(PropertyReader properties, AccessCheck access)
{
    /// <summary>What it takes to learn that an object does not support a method which declares no privilege.</summary>
    private const string LeastPrivilege = "System.View";

    /// <summary>Runs the method of a call.</summary>
    public async ValueTask<MethodResult> RunAsync(ReceivedRequest request, DecodedCall call)
    {
        request.Budget.GiveUpTurn(); // it was for reading the request; a method may wait for a password check or another call
        try
        {
            if (call.Intervention?.Method is { } instead)
            {
                if (call.Method?.Privilege is null)
                    access.DemandSession(call.Context, LeastPrivilege);
                return await instead(call);
            }

            return call.Arguments switch
            {
                FetchRequest fetch => new MethodResult(await FetchAsync(call, fetch.Prop)),
                { } arguments => await Invoke(request, call, arguments),
                null => throw new VimFaultException(
                    new NotSupported(), $"{call.Target.Reference.Type}.{call.Context.Head.Operation} is not emulated"),
            };
        }
        catch (VimFaultException e) when (e.Fault is NotSupported && call.Context.Session is null)
        {
            await access.DemandAsync(call.Context, call.Target, call.Method?.Privilege ?? LeastPrivilege);
            throw;
        }
    }

    private static ValueTask<MethodResult> Invoke(ReceivedRequest request, DecodedCall call, VimRequest arguments)
    {
        var result = call.Target.InvokeAsync(arguments, call.Context);
        if (!result.IsCompleted)
            request.Pause(); // thousands of calls may wait for updates
        return result;
    }

    private async ValueTask<object?> FetchAsync(DecodedCall call, string path)
    {
        var reading = await properties.ReadAsync(call.Context, call.Target, path);
        return reading.Denied is { } denied
            ? throw new VimFaultException(denied, $"{denied.PrivilegeId} is missing for {path}")
            : reading.Value;
    }
}
