using VimSessionService.ViJson;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects.Sharing;

/// <summary>Specifications as text, in the newest version of the API.</summary>
internal static class SpecText
{
    /// <summary>Not less than a request may have, whose text was read in another form.</summary>
    private static readonly JsonLimits Limits = new() { MaxDepth = 1000, MaxValues = int.MaxValue };

    /// <summary>Writes a specification.</summary>
    public static byte[] Write(DataObject spec)
    {
        using var buffer = new Utf8Buffer();
        using var writer = new ViJsonWriter(buffer, ConstantContents.None);
        writer.Reset(ApiVersions.Newest);
        writer.WriteDocument(new VimTypeRef(VimKind.Object, spec.GetSchema().Name), spec);
        return buffer.Since(0);
    }

    /// <summary>Reads a specification; null when it cannot be read.</summary>
    public static T? Read<T>(byte[] text, VimType type, VimCatalog catalog)
        where T : DataObject
    {
        var reader = new ViJsonReader(Limits, ApiVersions.Newest, catalog);
        try
        {
            return reader.ReadDocument(text, type) as T;
        }
        catch (Exception failure) when (failure is VimDecodeException or VimFaultException)
        {
            return null;
        }
        finally
        {
            reader.Clear();
        }
    }
}
