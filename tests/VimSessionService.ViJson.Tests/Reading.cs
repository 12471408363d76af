using System.Text;
using VimSessionService.Vim25;

namespace VimSessionService.ViJson.Tests;

/// <summary>Reads arguments from text.</summary>
internal static class Reading
{
    public static readonly ManagedObjectReference Target = new("SessionManager", "SessionManager");

    public static T Read<T>(string json, JsonLimits? limits = null, ApiVersion server = ApiVersion.V8_0_3_0)
        where T : VimRequest => (T)Read(json, MethodOf<T>(), limits, server);

    public static VimRequest Read(string json, VimMethod method, JsonLimits? limits = null, ApiVersion server = ApiVersion.V8_0_3_0) =>
        new ViJsonReader(limits ?? JsonLimits.Default, server).ReadArguments(Encoding.UTF8.GetBytes(json), method, Target);

    /// <summary>Reads the one value of a setting, which bears its own type.</summary>
    public static object? Any(string json) => Read<UpdateOptionsRequest>($$"""{"changedValue":[{"key":"k","value":{{json}}}]}""").ChangedValue[0].Value;

    private static VimMethod MethodOf<T>() => VimManagedTypes.FindMethod(typeof(T).Name[..^"Request".Length])!;
}
