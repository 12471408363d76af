namespace VimSessionService.Identity.Lookup;

/// <summary>The operations of the lookup service, by the names of their methods.</summary>
internal enum LookupOperation
{
    /// <summary>The objects of the service.</summary>
    RetrieveServiceContent,

    /// <summary>The services that a filter describes.</summary>
    List,

    /// <summary>One service.</summary>
    Get,

    /// <summary>The site.</summary>
    GetSiteId,

    /// <summary>The locale of messages.</summary>
    GetLocale,

    /// <summary>Registers a service; nobody can.</summary>
    Create,

    /// <summary>Changes a service; nobody can.</summary>
    Set,

    /// <summary>Removes a service; nobody can.</summary>
    Delete,

    /// <summary>Changes the locale; nobody can.</summary>
    SetLocale,

    /// <summary>How a cluster is set up; it is not supported.</summary>
    RetrieveHaBackupConfiguration,
}
