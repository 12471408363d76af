namespace VimSessionService.Vim25;

/// <summary>What a method answers instead of a result.</summary>
[VmodlName("vmodl.MethodFault")]
public partial record MethodFault : DataObject
{
    public string? DynamicType { get; init; }
    public DynamicProperty[]? DynamicProperty { get; init; }
    [Since(ApiVersion.V4_0)] public LocalizedMethodFault? FaultCause { get; init; }
    [Since(ApiVersion.V4_0)] public LocalizableMessage[]? FaultMessage { get; init; }
}

/// <summary>A fault that any method may answer without declaring it.</summary>
[VmodlName("vmodl.RuntimeFault")]
public partial record RuntimeFault : MethodFault;

/// <summary>A fault as a value, with its text in the reader's language.</summary>
[VmodlName("vmodl.LocalizedMethodFault")]
public sealed partial record LocalizedMethodFault : DynamicData
{
    public required MethodFault Fault { get; init; }
    public string? LocalizedMessage { get; init; }
}

/// <summary>Carries a fault to the client. The message is what the operator sees; the client gets the fault's own text.</summary>
/// <param name="fault">What the client gets.</param>
/// <param name="reason">The true reason, for the log; never holds a secret.</param>
/// <param name="text">The text for the client, where it is not the catalogue's for the type of the fault.</param>
public class VimFaultException(MethodFault fault, string? reason = null, string? text = null)
    : Exception(reason ?? text ?? fault.ToString())
{
    /// <summary>What the client gets.</summary>
    public MethodFault Fault { get; } = fault;

    /// <summary>The text for the client, or null for the catalogue's.</summary>
    public string? Text { get; } = text;
}
