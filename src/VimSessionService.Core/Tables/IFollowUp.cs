namespace VimSessionService.Core.Tables;

/// <summary>Something that is done once after a change is in force, and that whoever makes the change may do in one step with it.</summary>
internal interface IFollowUp
{
    /// <summary>Does it.</summary>
    void Run();
}
