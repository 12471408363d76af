using VimSessionService.Soap;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;
using VimSessionService.Xml;

namespace VimSessionService.Inventory.Recordings;

/// <summary>
/// Reads values in XML, which were found to be well-formed. Data objects within a value, and arrays of them, are read when they are asked for: a path such as
/// <c>config.uuid</c> needs little of what a value has.
/// </summary>
/// <param name="store">The bytes of the values.</param>
/// <param name="catalog">The types.</param>
/// <param name="leftOut">Is told of what is left out; null to refuse it.</param>
/// <param name="isWhole">Whether all of a value is read at once, so that what is wrong anywhere in it is found then.</param>
internal sealed class XmlValues(ContentStore store, VimCatalog catalog, LateProblems? leftOut, bool isWhole = false) : PooledValueSource<SoapReader>(store, leftOut)
{
    /// <summary>What is deeper than so many data objects is read with what it is in, so that nothing is passed over more often.</summary>
    private const int MostUnread = 8;

    /// <summary>What a value in XML may hold; more than a request may.</summary>
    public static XmlLimits Limits { get; } = new() { MaxDepth = MaxDepth, MaxElements = MaxParts };

    /// <inheritdoc/>
    public override object? Read(in RecordedProperty property, string file)
    {
        var parts = new Unread(this, property, file, Store.Read(property.Start, property.Length), [], depth: 0);
        return Use(property, file, reader =>
        {
            reader.Resume(parts, 0, isWhole ? null : parts);
            return reader.NextMember(out _) ? reader.ReadAny() : null;
        });
    }

    /// <inheritdoc/>
    protected override SoapReader Make(Action<string, string>? unknownMember) =>
        new(new SoapReaderOptions { Limits = Limits, Catalog = catalog, AnyOrder = true, AllowsMissing = true, UnknownMember = unknownMember });

    /// <summary>Parts of a value that were passed over.</summary>
    private sealed class Unread(XmlValues source, RecordedProperty property, string file, byte[] document, XmlScope[] scopes, int depth) : UnreadXml(document, scopes)
    {
        /// <inheritdoc/>
        public override object[]? Read(IReadOnlyList<int> places, Func<VimReader, object> read) => source.Use(property, file, reader =>
        {
            var within = depth < MostUnread ? new Unread(source, property, file, Document, Scopes, depth + 1) : null;
            var items = new object[places.Count];
            for (var i = 0; i < items.Length; i++)
            {
                reader.Resume(this, places[i], within);
                items[i] = read(reader);
            }

            return items;
        });

        /// <inheritdoc/>
        protected override UnreadXml Make(XmlScope[] around) => new Unread(source, property, file, Document, around, depth);
    }
}
