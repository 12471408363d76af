namespace VimSessionService.Storage;

/// <summary>The UUID by which clients know an instance again (<c>about.instanceUuid</c>, docs/facts/service-content.md).</summary>
internal static class InstanceIdentity
{
    private const string FileName = "instance-uuid";

    /// <summary>The UUID of the option; else the kept one; else a new one, kept from now on.</summary>
    public static Guid Of(string? configured, DataDirectory data)
    {
        if (configured is not null)
            return Guid.ParseExact(configured, "D");
        var kept = data.Read(FileName);
        if (Guid.TryParseExact(kept?.Trim(), "D", out var uuid))
            return uuid;
        if (kept is not null)
            data.TellUnusable(FileName, "it holds no UUID");
        var made = Guid.NewGuid();
        return Guid.TryParseExact(data.Write(FileName, made.ToString("D"), replace: kept is not null).Trim(), "D", out uuid) ? uuid : made;
    }
}
