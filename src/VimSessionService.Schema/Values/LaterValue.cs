namespace VimSessionService.Schema.Values;

/// <summary>
/// The value of a field that is made when it is first read: a path such as <c>config.uuid</c> needs one field of many. Two threads may make it at the same
/// time; values do not change, so either will do.
/// </summary>
/// <param name="make">Makes it.</param>
internal sealed class LaterValue(Func<object> make)
{
    private object? _value;

    /// <summary>The value.</summary>
    public object Value => _value ??= make();
}
