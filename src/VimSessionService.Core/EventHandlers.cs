namespace VimSessionService.Core;

/// <summary>Calls all handlers of an event, also after one has thrown. Who raises the event gets the exceptions then, and logs them.</summary>
internal static class EventHandlers
{
    /// <summary>Calls the handlers.</summary>
    /// <param name="handlers">The handlers; null for none.</param>
    /// <exception cref="AggregateException">Handlers have thrown.</exception>
    public static void CallAll(this Action? handlers) => CallAll(handlers, static handler => handler());

    /// <summary>Calls the handlers of an event with two arguments.</summary>
    /// <exception cref="AggregateException">Handlers have thrown.</exception>
    public static void CallAll<T1, T2>(this Action<T1, T2>? handlers, T1 first, T2 second) => CallAll(handlers, handler => handler(first, second));

    private static void CallAll<THandler>(THandler? handlers, Action<THandler> call)
        where THandler : Delegate
    {
        List<Exception>? failures = null;
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
        {
            try
            {
                call(handler);
            }
            catch (Exception failure)
            {
                (failures ??= []).Add(failure);
            }
        }

        if (failures is not null)
            throw new AggregateException("Handlers of an event have failed.", failures);
    }
}
