using System.Text.Json;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Core;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Lab.Answers;

/// <summary>A fault that a call is answered with, made ready once.</summary>
/// <param name="fault">The fault.</param>
/// <param name="isAboutTarget">Whether the object that the fault must name is the one that is called.</param>
/// <param name="message">The text for the client; null for that of the catalogue.</param>
internal sealed class FaultAnswer(MethodFault fault, bool isAboutTarget, string? message)
{
    private const int LongestMessage = 4096;

    private static readonly JsonElement NoFields = JsonElement.Parse("{}");

    /// <summary>Stands for the object of the call.</summary>
    private static readonly JsonElement SomeObject = JsonElement.Parse("""{"obj":"ManagedEntity:of-the-call"}""");

    /// <summary>The text for the client; null for that of the catalogue.</summary>
    public string? Message => message;

    /// <summary>Makes a fault of its specification.</summary>
    /// <param name="given">The specification.</param>
    /// <param name="place">Its place, for errors.</param>
    /// <param name="catalog">The types of faults.</param>
    /// <exception cref="RefusedException">It is no fault of the API.</exception>
    public static FaultAnswer Read(FaultSpec given, string place, VimCatalog catalog)
    {
        if (FindFault(given.Type, catalog) is not { } type)
        {
            IReadOnlyList<string> known = [.. catalog.AllTypes.Where(IsFault).Select(static found => found.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            throw new RefusedException($"{place}/type", $"is no fault of the API.{NearestNames.Hint(given.Type, known)}", known);
        }

        if (given.Message is { Length: 0 or > LongestMessage })
            throw new RefusedException($"{place}/message", $"has not 1 to {LongestMessage} characters");
        var isBare = given.Fields is not { } fields || (fields.ValueKind == JsonValueKind.Object && !fields.EnumerateObject().Any());
        var isAboutTarget = isBare && type == ManagedObjectNotFound.Schema;
        var read = JsonFieldReader.Read(isAboutTarget ? SomeObject : given.Fields ?? NoFields, type, $"{place}/fields", catalog);
        return new FaultAnswer(read as MethodFault ?? new DynamicFault((DynamicObject)read), isAboutTarget, given.Message);
    }

    /// <summary>The fault for a call.</summary>
    /// <param name="target">The object that is called.</param>
    /// <param name="method">The method's declaration; null for one of which only the name is known.</param>
    /// <param name="rootFolder">Where the session is asked for.</param>
    public MethodFault For(ManagedObjectReference target, VimMethod? method, ManagedObjectReference rootFolder) => fault switch
    {
        NoPermission denied => denied with
        {
            Object = denied.Object ?? (denied is NotAuthenticated ? rootFolder : target),
            PrivilegeId = denied.PrivilegeId ?? method?.Privilege ?? "System.View",
        },
        ManagedObjectNotFound absent when isAboutTarget => absent with { Obj = target },
        _ => fault,
    };

    private static VimType? FindFault(string name, VimCatalog catalog) => catalog.FindType(name) is { } type && IsFault(type) ? type : null;

    private static bool IsFault(VimType type)
    {
        for (var at = type; at is not null; at = at.Base)
        {
            if (at.Name == MethodFault.Schema.Name)
                return true;
        }

        return false;
    }
}
