namespace VimSessionService.Vim25;

/// <summary>Searches users and groups.</summary>
[ManagedType]
public interface IUserDirectory : IManagedObject
{
    [Privilege("System.View")]
    string[]? DomainList { get; }

    [Throws(typeof(NotFound))]
    UserSearchResult[]? RetrieveUserGroups(
        string? domain,
        string searchStr,
        string? belongsToGroup,
        string? belongsToUser,
        bool exactMatch,
        bool findUsers,
        bool findGroups);
}

/// <summary>A user or group that a search found.</summary>
public sealed partial record UserSearchResult : DynamicData
{
    public required string Principal { get; init; }
    public string? FullName { get; init; }
    public required bool Group { get; init; }
}
