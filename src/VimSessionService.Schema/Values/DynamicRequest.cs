using VimSessionService.Vim25;

namespace VimSessionService.Schema.Values;

/// <summary>The arguments of a method that has no declaration in C#.</summary>
/// <param name="method">The method.</param>
/// <param name="arguments">The arguments in the order of the parameters; null for an unset one.</param>
internal sealed class DynamicRequest(VimMethod method, object?[] arguments) : VimRequest
{
    /// <summary>The value of an argument.</summary>
    public object? this[int place] => arguments[place];

    /// <inheritdoc/>
    public override VimMethod GetMethod() => method;
}
