namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>A call that has one list, name, text or nesting of any size, and how the service answers it at every size.</summary>
/// <param name="N">The smaller of the two sizes that are compared.</param>
/// <param name="Make">Writes the call of a size.</param>
/// <param name="Outcome"><see cref="Response"/> or the name of a fault: a call that is refused otherwise than expected would measure nothing.</param>
public sealed record GrowthRow(int N, Func<int, GrowthNames, string> Make, string Outcome)
{
    /// <summary>The call is answered by a response.</summary>
    public const string Response = "response";

    /// <summary>What the log tells as the reason of the fault.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether the call has a session; logins have none.</summary>
    public bool HasSession { get; init; } = true;

    /// <summary>Writes the header of SOAP.</summary>
    public Func<int, GrowthNames, string> Header { get; init; } = static (_, _) => "";

    /// <summary>Whether the caller's connection has the certificate of the extension.</summary>
    public bool HasCertificate { get; init; }

    public static GrowthRow Of(int n, Func<int, string> make, string outcome = Response, string reason = "") => new(n, (size, _) => make(size), outcome) { Reason = reason };

    public static GrowthRow Named(int n, Func<int, GrowthNames, string> make, string outcome = Response, string reason = "") => new(n, make, outcome) { Reason = reason };

    /// <summary>A call without a session.</summary>
    public static GrowthRow Login(int n, Func<int, string> make, string outcome, string reason) => Of(n, make, outcome, reason) with { HasSession = false };
}

/// <summary>What was made before the measurement, by the names that calls use.</summary>
public sealed record GrowthNames(string Session, string ListView, string InventoryView, string Role, string CloneTicket)
{
    /// <summary>A virtual machine of the inventory, if there is one.</summary>
    public string Machine { get; init; } = "";

    /// <summary>A resource pool of the inventory, if there is one.</summary>
    public string Pool { get; init; } = "";
}
