using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;

namespace VimSessionService.ClientTests.Hosting;

/// <summary>A source file that symbols name.</summary>
/// <param name="Name">Its path where the package was made.</param>
/// <param name="IsEmbedded">Whether the symbols have its text.</param>
public sealed record SourceFile(string Name, bool IsEmbedded);

/// <summary>An assembly and its symbols, as a debugger reads them.</summary>
public sealed class PackedSymbols : IDisposable
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private readonly MetadataReaderProvider _symbols;
    private readonly MetadataReader _reader;

    /// <summary>Reads them.</summary>
    public PackedSymbols(byte[] assembly, byte[] symbols)
    {
        using var image = new PEReader([.. assembly]);
        var entry = image.ReadDebugDirectory().Single(static entry => entry.Type == DebugDirectoryEntryType.CodeView);
        IdOfAssembly = (image.ReadCodeViewDebugDirectoryData(entry).Guid, entry.Stamp);
        _symbols = MetadataReaderProvider.FromPortablePdbImage([.. symbols]);
        _reader = _symbols.GetMetadataReader();
    }

    /// <summary>The id of the symbols that the assembly was made with.</summary>
    public (Guid Guid, uint Stamp) IdOfAssembly { get; }

    /// <summary>The id of the symbols.</summary>
    public (Guid Guid, uint Stamp) Id
    {
        get
        {
            var id = new BlobContentId(_reader.DebugMetadataHeader!.Id);
            return (id.Guid, id.Stamp);
        }
    }

    /// <summary>Every source file.</summary>
    public IReadOnlyList<SourceFile> Sources =>
        [.. _reader.Documents.Select(handle => new SourceFile(_reader.GetString(_reader.GetDocument(handle).Name), Find(handle, EmbeddedSource) is not null))];

    /// <summary>Where source files are found: paths and addresses, both with a star for the rest.</summary>
    public IReadOnlyDictionary<string, string> AddressesOfSources
    {
        get
        {
            if (Find(EntityHandle.ModuleDefinition, SourceLink) is not { } map)
                return ImmutableDictionary<string, string>.Empty;
            using var document = JsonDocument.Parse(map);
            return document.RootElement.GetProperty("documents").EnumerateObject().ToImmutableDictionary(static root => root.Name, static root => root.Value.GetString()!, StringComparer.Ordinal);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _symbols.Dispose();

    private byte[]? Find(EntityHandle of, Guid kind) => _reader.GetCustomDebugInformation(of)
        .Select(_reader.GetCustomDebugInformation)
        .Where(information => _reader.GetGuid(information.Kind) == kind)
        .Select(information => _reader.GetBlobBytes(information.Value))
        .FirstOrDefault();
}
