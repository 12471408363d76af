namespace VimSessionService.Core.Directory.Permissions;

/// <summary>A permission in its place.</summary>
/// <param name="Entry">What it says.</param>
/// <param name="IsDeclared">Whether configuration declares it as it is.</param>
/// <param name="Place">Its place among the others.</param>
internal sealed record PermissionItem(PermissionEntry Entry, bool IsDeclared, long Place);
