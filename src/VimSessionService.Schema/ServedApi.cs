using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Schema;

/// <summary>
/// What a service with an inventory knows: what is declared in C#, and of the whole API what is not. The facts are read when the first name is
/// asked for that is not declared.
/// </summary>
internal sealed class ServedApi : VimCatalog
{
    private readonly Lazy<WholeApi> _whole = new(static () => new WholeApi());

    /// <summary>The whole API.</summary>
    public WholeApi Whole => _whole.Value;

    /// <summary>Whether the facts of the whole API have been read.</summary>
    internal bool IsWholeRead => _whole.IsValueCreated;

    /// <inheritdoc/>
    public override VimType? FindType(string name) => base.FindType(name) ?? Whole.FindType(name);

    /// <inheritdoc/>
    public override VimManagedType? FindManagedType(string name) => base.FindManagedType(name) ?? Whole.FindManagedType(name);

    /// <summary>Finds a method. One whose types are not all declared is read by the facts.</summary>
    public override VimMethod? FindMethod(string name) =>
        base.FindMethod(name) is { IsPublished: true } declared ? declared : Whole.FindMethod(name) ?? base.FindMethod(name);

    /// <inheritdoc/>
    public override IEnumerable<VimType> AllTypes => base.AllTypes.Concat(Whole.Types);

    /// <inheritdoc/>
    public override IEnumerable<string> AllMethods => base.AllMethods.Concat(Whole.AllMethods).Distinct(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override IReadOnlyList<string>? EnumValues(string name) => base.EnumValues(name) ?? Whole.EnumValues(name);

    /// <inheritdoc/>
    public override bool HasEnum(string name) => !IsDeclaredEnum(name) && Whole.HasEnum(name);

    /// <inheritdoc/>
    public override object? ParseEnum(string type, string text, string member) => base.ParseEnum(type, text, member) ?? Whole.ParseEnum(type, text, member);

    private static bool IsDeclaredEnum(string name) => VimEnums.All.Any(declared => declared.Name == name);
}
