using VimSessionService.ViJson;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Inventory.Recordings;

/// <summary>Reads values in VI-JSON.</summary>
/// <param name="store">The bytes of the values.</param>
/// <param name="catalog">The types.</param>
/// <param name="leftOut">Is told of what is left out; null to refuse it.</param>
internal sealed class JsonValues(ContentStore store, VimCatalog catalog, LateProblems? leftOut) : PooledValueSource<ViJsonReader>(store, leftOut)
{
    private static readonly JsonLimits Limits = new() { MaxDepth = MaxDepth, MaxValues = MaxParts };

    /// <inheritdoc/>
    public override object? Read(in RecordedProperty property, string file)
    {
        var value = Store.Read(property.Start, property.Length);
        return Use(property, file, reader =>
        {
            try
            {
                return reader.ReadAnyDocument(value);
            }
            finally
            {
                reader.Clear();
            }
        });
    }

    /// <inheritdoc/>
    protected override ViJsonReader Make(Action<string, string>? unknownMember) =>
        new(Limits, ApiVersions.Newest, catalog) { AllowsMissing = true, UnknownMember = unknownMember };
}
