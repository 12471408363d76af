using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Sharing;

/// <summary>An object of a session that every replica can make.</summary>
internal interface ISharedObject : ISessionObject
{
    /// <summary>Its name.</summary>
    ManagedObjectReference Reference { get; }

    /// <summary>What it was made of, and what has become of it.</summary>
    SharedObjectRecord Describe();

    /// <summary>Takes it away on this replica alone.</summary>
    void Drop(CallContext call);
}

/// <summary>One that calls change.</summary>
internal interface IChangingObject : ISharedObject
{
    /// <summary>Becomes what it is elsewhere.</summary>
    void Take(CallContext call, SharedObjectRecord record);
}

/// <summary>Makes objects of sessions again, which were made elsewhere.</summary>
internal interface ISharedObjectMaker
{
    /// <summary>Makes an object and adds it to those of the session of a call; null when it is not of a kind that this makes, or cannot be made here.</summary>
    ISharedObject? Make(CallContext call, ManagedObjectReference reference, SharedObjectRecord record);
}
