using System.Text;
using VimSessionService.Schema;
using VimSessionService.Schema.Values;
using VimSessionService.ViJson;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.ManagedObjects.Sharing;

/// <summary>Values of the whole API as text in VI-JSON, in the newest version of the API. Each value says what it is.</summary>
/// <param name="api">The types of values.</param>
internal sealed class ValueText(WholeApi api)
{
    private const string Unset = "null";

    private static readonly VimTypeRef Any = new(VimKind.Any);
    private static readonly JsonLimits Limits = new() { MaxDepth = 1000, MaxValues = int.MaxValue };

    /// <summary>Writes a value.</summary>
    public static string Write(object? value) => value is null ? Unset : Write(Any, value);

    /// <summary>Reads a value.</summary>
    /// <exception cref="FormatException">It is none that this version of the service reads.</exception>
    public object? Read(string text) => text == Unset ? null : Use(text, static (reader, bytes) => reader.ReadAnyDocument(bytes));

    /// <summary>Reads a fault.</summary>
    /// <exception cref="FormatException">It is none that this version of the service reads.</exception>
    public MethodFault ReadFault(string text) => Read(text) switch
    {
        MethodFault fault => fault,
        DynamicObject data => new DynamicFault(data),
        _ => throw new FormatException("The text is no fault."),
    };

    /// <summary>Writes the arguments of a call.</summary>
    public static string WriteArguments(VimRequest request)
    {
        var text = new StringBuilder("{");
        foreach (var parameter in request.GetMethod().Parameters)
        {
            if (parameter.Get(request) is { } argument)
                text.Append(text.Length > 1 ? "," : "").Append('"').Append(parameter.Name).Append("\":").Append(Write(parameter.Type, argument));
        }

        return text.Append('}').ToString();
    }

    /// <summary>Reads the arguments of a call.</summary>
    /// <param name="text">The arguments.</param>
    /// <param name="method">The method.</param>
    /// <param name="target">The object that is called.</param>
    /// <exception cref="FormatException">They are none that this version of the service reads.</exception>
    public VimRequest ReadArguments(string text, VimMethod method, ManagedObjectReference target) => Use(text, (reader, bytes) => reader.ReadArguments(bytes, method, target));

    private static string Write(VimTypeRef type, object value)
    {
        using var buffer = new Utf8Buffer();
        using var writer = new ViJsonWriter(buffer, ConstantContents.None);
        writer.Reset(ApiVersions.Newest);
        writer.WriteDocument(type, value);
        return Encoding.UTF8.GetString(buffer.Since(0));
    }

    private T Use<T>(string text, Func<ViJsonReader, byte[], T> read)
    {
        var reader = new ViJsonReader(Limits, ApiVersions.Newest, api) { AllowsMissing = true };
        try
        {
            return read(reader, Encoding.UTF8.GetBytes(text));
        }
        catch (Exception failure) when (failure is VimDecodeException or VimFaultException)
        {
            throw new FormatException($"A value that replicas share cannot be read: {failure.Message}", failure);
        }
    }
}
