namespace VimSessionService.Vim25;

/// <summary>Names a managed object: its type and its value, as in <c>Folder:group-d1</c>.</summary>
/// <param name="Type">The managed type; empty where a client left it out, since the value alone identifies an object.</param>
/// <param name="Value">The identifier.</param>
public sealed record ManagedObjectReference(string Type, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Type}:{Value}";
}
