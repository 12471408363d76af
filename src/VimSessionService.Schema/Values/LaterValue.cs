namespace VimSessionService.Schema.Values;

/// <summary>
/// The value of a field that is made when it is first read: a path such as <c>config.uuid</c> needs one field of many. Two threads may make it at the same
/// time; values do not change, so either will do.
/// </summary>
/// <param name="source">What it is made of, which is let go of then.</param>
internal abstract class LaterValue(object source)
{
    private object? _source = source;
    private object? _value;

    /// <summary>The value; null for an unset one.</summary>
    public object? Value
    {
        get
        {
            if (Volatile.Read(ref _source) is { } from)
            {
                _value = Make(from);
                Volatile.Write(ref _source, null);
            }

            return _value;
        }
    }

    /// <summary>Makes it.</summary>
    protected abstract object? Make(object source);
}

/// <summary>A value that is computed when it is first read.</summary>
/// <param name="make">Computes it.</param>
internal sealed class ComputedValue(Func<object> make) : LaterValue(make)
{
    /// <inheritdoc/>
    protected override object? Make(object source) => ((Func<object>)source)();
}
