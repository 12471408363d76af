namespace VimSessionService.ManagedObjects;

/// <summary>
/// An object that a session has made, such as a view or a collector, and that nobody else finds. Its own properties show what the session asked for, and of the inventory what the
/// caller may see.
/// </summary>
internal interface ISessionObject;
