namespace VimSessionService.Vim25;

/// <summary>A session as it shows to clients; its key is no secret.</summary>
public sealed partial record UserSession : DynamicData
{
    public required string Key { get; init; }
    public required string UserName { get; init; }
    public required string FullName { get; init; }
    public required DateTime LoginTime { get; init; }
    public required DateTime LastActiveTime { get; init; }
    public required string Locale { get; init; }
    public required string MessageLocale { get; init; }
    [Since(ApiVersion.V5_0)] public required bool ExtensionSession { get; init; }
    [Since(ApiVersion.V5_1)] public required string IpAddress { get; init; }
    [Since(ApiVersion.V5_1)] public required string UserAgent { get; init; }
    [Since(ApiVersion.V5_1)] public required long CallCount { get; init; }
}
