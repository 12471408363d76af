using VimSessionService.Vim25;

namespace VimSessionService.Soap.Wsdl;

/// <summary>What the WSDL describes, in every version.</summary>
/// <param name="Types">Every data object type and fault.</param>
/// <param name="Enums">Every enumeration.</param>
/// <param name="ManagedTypes">Every managed type.</param>
internal sealed record PublishedApi(IEnumerable<VimType> Types, IEnumerable<(string Name, ApiVersion Since, string[] Values)> Enums, IEnumerable<VimManagedType> ManagedTypes)
{
    /// <summary>What is declared in C#.</summary>
    public static PublishedApi Declared { get; } = new(VimTypes.Names.Select(static name => VimTypes.Find(name)!), VimEnums.All, VimManagedTypes.All);
}
