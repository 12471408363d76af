using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects;

/// <summary>An object that belongs to one of the inventory, such as a task or a snapshot: who may do something there may do it here.</summary>
internal interface IPartOfEntity
{
    /// <summary>The object of the inventory; null for the root folder.</summary>
    ManagedObjectReference? Entity { get; }
}
