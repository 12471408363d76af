namespace VimSessionService.Vim25;

/// <summary>Somebody else changed or removed the object meanwhile.</summary>
[VmodlName("vim.fault.ConcurrentAccess")]
public sealed partial record ConcurrentAccess : VimFault;

/// <summary>An object of that name is in the place already; names both.</summary>
[VmodlName("vim.fault.DuplicateName")]
public sealed partial record DuplicateName : VimFault
{
    public required string Name { get; init; }
    public required ManagedObjectReference Object { get; init; }
}

/// <summary>A distributed switch could not do it.</summary>
[Since(ApiVersion.V4_0)]
[VmodlName("vim.fault.DvsFault")]
public partial record DvsFault : VimFault;

/// <summary>The distributed switch belongs to an extension, and the session is not the extension's.</summary>
[Since(ApiVersion.V4_0)]
[VmodlName("vim.fault.DvsNotAuthorized")]
public sealed partial record DvsNotAuthorized : DvsFault
{
    public string? SessionExtensionKey { get; init; }
    public string? DvsExtensionKey { get; init; }
}

/// <summary>A file could not be used; names it.</summary>
[VmodlName("vim.fault.FileFault")]
public sealed partial record FileFault : VimFault
{
    public required string File { get; init; }
}

/// <summary>The server could not connect to the host.</summary>
[VmodlName("vim.fault.HostConnectFault")]
public sealed partial record HostConnectFault : VimFault;

/// <summary>The resources do not suffice.</summary>
[VmodlName("vim.fault.InsufficientResourcesFault")]
public sealed partial record InsufficientResourcesFault : VimFault;

/// <summary>The datastore cannot be used for it.</summary>
[VmodlName("vim.fault.InvalidDatastore")]
public sealed partial record InvalidDatastore : VimFault
{
    [Reference("Datastore")] public ManagedObjectReference? Datastore { get; init; }
    public string? Name { get; init; }
}

/// <summary>An object cannot be put below itself; names the folder.</summary>
[VmodlName("vim.fault.InvalidFolder")]
public sealed partial record InvalidFolder : VimFault
{
    [Reference("ManagedEntity")] public required ManagedObjectReference Target { get; init; }
}

/// <summary>A number is outside of its range; names the argument.</summary>
[VmodlName("vim.fault.OutOfBounds")]
public sealed partial record OutOfBounds : VimFault
{
    public required string ArgumentName { get; init; }
}

/// <summary>The configuration of a virtual machine is not possible.</summary>
[VmodlName("vim.fault.VmConfigFault")]
public sealed partial record VmConfigFault : VimFault;
