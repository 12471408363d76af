using System.Text.Json;
using VimSessionService.ViJson;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Redis.Tables.Directory;

/// <summary>Descriptions of extensions as JSON: the arguments with which RegisterExtension is called in VI-JSON.</summary>
internal static class ExtensionText
{
    /// <summary>The directory has bounded the size already.</summary>
    private static readonly JsonLimits Limits = new() { MaxValues = int.MaxValue };

    private static readonly VimTypeRef Type = new(VimKind.Object, nameof(Extension));
    private static readonly ManagedObjectReference Target = new("ExtensionManager", "ExtensionManager");

    /// <summary>Writes a description.</summary>
    public static JsonElement Write(Extension extension)
    {
        using var buffer = new Utf8Buffer();
        using var writer = new ViJsonWriter(buffer, ConstantContents.None);
        writer.Reset(ApiVersions.Newest);
        writer.WriteDocument(Type, extension);
        using var document = JsonDocument.Parse((byte[])[.. "{\"extension\":"u8, .. buffer.Written.Span, (byte)'}']);
        return document.RootElement.Clone();
    }

    /// <summary>Reads a description.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Extension Read(JsonElement arguments)
    {
        try
        {
            var request = new ViJsonReader(Limits, ApiVersions.Newest).ReadArguments(System.Text.Encoding.UTF8.GetBytes(arguments.GetRawText()), RegisterExtensionRequest.Method, Target);
            return ((RegisterExtensionRequest)request).Extension;
        }
        catch (Exception broken) when (broken is VimDecodeException or VimFaultException)
        {
            throw new FormatException("An extension in the state engine cannot be read.", broken);
        }
    }
}
