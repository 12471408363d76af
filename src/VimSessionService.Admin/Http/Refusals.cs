using VimSessionService.Lab;

namespace VimSessionService.Admin.Http;

/// <summary>Makes problem documents of what the lab refuses.</summary>
internal static class Refusals
{
    private const string QueryBefore = "before";

    /// <summary>Does a change, and gives its result.</summary>
    /// <exception cref="ProblemException">The change is refused.</exception>
    public static T Answering<T>(Func<T> change)
    {
        try
        {
            return change();
        }
        catch (RefusedException refused)
        {
            throw ToProblem(refused);
        }
    }

    /// <summary>The same for a change that waits.</summary>
    /// <exception cref="ProblemException">The change is refused.</exception>
    public static async ValueTask<T> AnsweringAsync<T>(Func<ValueTask<T>> change)
    {
        try
        {
            return await change();
        }
        catch (RefusedException refused)
        {
            throw ToProblem(refused);
        }
    }

    /// <summary>The problem document of a refusal.</summary>
    public static ProblemException ToProblem(RefusedException refused) => ProblemException.Invalid(
        refused.Place switch
        {
            QueryBefore => $"?{QueryBefore}",
            "" => "#",
            var place => $"#/{place}",
        },
        refused.Detail,
        refused.Allowed);
}
