using VimSessionService.Soap;
using VimSessionService.ViJson;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;
using VimSessionService.Xml;

namespace VimSessionService.Inventory.Recordings;

/// <summary>The formats that values of recordings may have. Where something is to be told of what is left out, the reading is lenient.</summary>
internal static class ValueSources
{
    /// <summary>What a value in XML may hold; more than a request may.</summary>
    public static XmlLimits XmlLimits { get; } = new() { MaxDepth = ValueSource.MaxDepth, MaxElements = ValueSource.MaxParts };

    /// <summary>Values in XML.</summary>
    public static ValueSource Xml(ContentStore store, VimCatalog catalog, LateProblems? leftOut)
    {
        var settings = new SoapReaderOptions { Limits = XmlLimits, Catalog = catalog, AnyOrder = true, AllowsMissing = true };
        return new PooledValueSource<SoapReader>(store, leftOut, tell => new SoapReader(settings with { UnknownMember = tell }), static (reader, value) =>
        {
            reader.Reset(value, isEncodingKnown: true);
            return reader.NextMember(out _) ? reader.ReadAny() : null;
        });
    }

    /// <summary>Values in VI-JSON.</summary>
    public static ValueSource Json(ContentStore store, VimCatalog catalog, LateProblems? leftOut)
    {
        var limits = new JsonLimits { MaxDepth = ValueSource.MaxDepth, MaxValues = ValueSource.MaxParts };
        return new PooledValueSource<ViJsonReader>(
            store, leftOut, tell => new ViJsonReader(limits, ApiVersions.Newest, catalog) { AllowsMissing = true, UnknownMember = tell }, static (reader, value) =>
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
}
