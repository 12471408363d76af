namespace VimSessionService.Ldap;

/// <summary>An LDAP server gave no usable answer.</summary>
/// <param name="message">Which server and why, for the operator; nothing secret.</param>
/// <param name="innerException">What it follows from; null for nothing.</param>
public sealed class LdapException(string message, Exception? innerException = null) : Exception(message, innerException);
