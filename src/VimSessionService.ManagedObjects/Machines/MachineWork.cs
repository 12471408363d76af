using System.Text.Json;
using System.Text.Json.Serialization;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.ManagedObjects.Tasks;
using VimSessionService.Schema;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects.Machines;

/// <summary>A call of a method of virtual machines as text, with which another replica finishes its task.</summary>
/// <param name="Type">The type of the object that was called.</param>
/// <param name="Value">The object that was called.</param>
/// <param name="Method">The method.</param>
/// <param name="Arguments">The arguments, in VI-JSON.</param>
/// <param name="User">Who called.</param>
internal sealed record MachineWork(string Type, string Value, string Method, string Arguments, string User)
{
    /// <summary>The kind of such texts.</summary>
    public const string Kind = "machine";

    /// <summary>Writes a call.</summary>
    public static TaskWork Write(ManagedObjectReference called, VimRequest request, string userName) => new(Kind, JsonSerializer.Serialize(
        new MachineWork(called.Type, called.Value, request.GetMethod().Name, ValueText.WriteArguments(request), userName), MachineJson.Default.MachineWork));

    /// <summary>What a call does.</summary>
    /// <exception cref="FormatException">It is none that this version of the service reads.</exception>
    public static TaskSteps Read(string text, MachineMethods methods, VimCatalog catalog, WholeApi api)
    {
        var work = JsonSerializer.Deserialize(text, MachineJson.Default.MachineWork) ?? throw new FormatException("The text is no call.");
        var method = catalog.FindMethod(work.Method) ?? throw new FormatException($"There is no method {work.Method}.");
        var called = new ManagedObjectReference(work.Type, work.Value);
        return methods.StepsOf(called, new ValueText(api).ReadArguments(work.Arguments, method, called), work.User);
    }
}

/// <summary>Reads and writes it.</summary>
[JsonSerializable(typeof(MachineWork))]
internal sealed partial class MachineJson : JsonSerializerContext;
