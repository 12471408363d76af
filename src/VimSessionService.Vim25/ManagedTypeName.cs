namespace VimSessionService.Vim25;

/// <summary>A managed type that servers know, whether or not this project declares it.</summary>
/// <param name="Name">The name on the wire, as in <c>Folder</c>.</param>
/// <param name="Vmodl">The name in the vendor's modelling language, as in <c>vim.Folder</c>.</param>
/// <param name="Base">The type it extends; null for the root.</param>
/// <param name="Since">The version that introduced it.</param>
public readonly record struct ManagedTypeName(string Name, string Vmodl, string? Base, ApiVersion Since);
