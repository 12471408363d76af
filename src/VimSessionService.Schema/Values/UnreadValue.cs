using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Schema.Values;

/// <summary>A data object, or an array of them, that was passed over in what it is read from.</summary>
/// <param name="parts">What it is read from.</param>
/// <param name="places">Where it is there, or its items are.</param>
/// <param name="field">The field that it is in.</param>
/// <param name="catalog">Knows the enumerations.</param>
internal sealed class UnreadValue(UnreadParts parts, IReadOnlyList<int> places, VimField field, VimCatalog catalog) : LaterValue(parts)
{
    /// <inheritdoc/>
    protected override object? Make(object source) =>
        ((UnreadParts)source).Read(places, reader => MemberReader.ReadItem(reader, field.Type, field.Name, catalog)) is not { } items ? null
        : field.Type.IsArray ? MemberReader.ToArray(field.Type, items)
        : items[0];
}
