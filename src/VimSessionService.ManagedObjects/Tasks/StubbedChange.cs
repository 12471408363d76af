using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>A property that gets another value by a stub.</summary>
/// <param name="Object">The object.</param>
/// <param name="Path">The path of the property.</param>
/// <param name="Value">The value; null to unset it.</param>
internal sealed record StubbedChange(ManagedObjectReference Object, string Path, object? Value);
