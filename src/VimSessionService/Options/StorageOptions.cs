namespace VimSessionService.Options;

/// <summary>What is kept between starts.</summary>
internal sealed record StorageOptions
{
    /// <summary>The directory of the generated certificate and the instance's UUID; null for the user's usual one.</summary>
    public string? DataDirectory { get; set; }
}
