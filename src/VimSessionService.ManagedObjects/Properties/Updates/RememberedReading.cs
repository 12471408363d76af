using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>
/// Stands for a value, or a denial, that a client was told by another replica: enough of it to see whether it is another one now. What is unset is remembered as it is.
/// </summary>
internal sealed record RememberedReading(ulong Digest)
{
    private static readonly NoPermission Denied = new() { Object = new ManagedObjectReference("", ""), PrivilegeId = "" };

    /// <summary>As what a path read.</summary>
    public PathReading AsValue() => new(new PropertyReading(this, null), IsContainerUnset: false);

    /// <summary>As that reading a path was denied.</summary>
    public PathReading AsDenial() => new(new PropertyReading(this, Denied), IsContainerUnset: false);

    /// <summary>Whether a reading is the one that this stands for.</summary>
    public bool IsOf(PathReading reading) => reading.Reading switch
    {
        { Value: RememberedReading other } => other.Digest == Digest,
        { Value: null, Denied: null } => false,
        var (value, denied) => ValueDigest.Of(value, denied) == Digest,
    };
}
