using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Service;

/// <summary>A release of the product. Several may speak the same version of the API.</summary>
/// <param name="ProductVersion">As <c>about.version</c> shows it.</param>
/// <param name="Version">The version of the API, as <c>about.apiVersion</c> shows it.</param>
/// <param name="Build">The build number of the vCenter.</param>
/// <param name="HostBuild">The build number of the ESX host of the same release; null where it is not known.</param>
internal sealed record ProductRelease(string ProductVersion, ApiVersion Version, string Build, string? HostBuild)
{
    /// <summary>What tells it from another release of the same product version; null for the first one.</summary>
    public string? Patch { get; init; }

    /// <summary>The name by which it is chosen.</summary>
    public string Name => Patch is null ? ProductVersion : $"{ProductVersion}.{Patch}";

    /// <summary>What <c>about.apiVersion</c> shows, which may be newer than any version that is known here; null for <see cref="Version"/>.</summary>
    public string? OwnApiName { get; init; }

    /// <summary>What <c>about.apiVersion</c> shows.</summary>
    /// <param name="version">The version that the service is told to be of.</param>
    public string ApiNameOf(ApiVersion version) => OwnApiName ?? version.Name();

    /// <summary>The release that a service is for each version of the API up to its own, oldest first.</summary>
    private static readonly ProductRelease[] Defaults =
    [
        new("2.0.0", ApiVersion.V2_0, "40644", "32039"),
        new("2.5.0", ApiVersion.V2_5U2server, "119598", "110268"),
        new("4.0.0", ApiVersion.V4_0, "162856", "164009"),
        new("4.1.0", ApiVersion.V4_1, "258902", "260247"),
        new("5.0.0", ApiVersion.V5_0, "455964", "469512"),
        new("5.1.0", ApiVersion.V5_1, "799731", "799733"),
        new("5.5.0", ApiVersion.V5_5, "1750787", "1331820"),
        new("6.0.0", ApiVersion.V6_0, "2798252", "2494585"),
        new("6.5.0", ApiVersion.V6_5, "4602587", "4564106"),
        new("6.7.0", ApiVersion.V6_7_3, "14367737", "14320388"),
        new("7.0.0", ApiVersion.V7_0_0_2, "15952498", "15843807"),
        new("7.0.1", ApiVersion.V7_0_1_1, "16860138", "16850804"),
        new("7.0.2", ApiVersion.V7_0_2_1, "17694817", "17630552"),
        new("7.0.3", ApiVersion.V7_0_3_2, "18700403", "18644231"),
        new("8.0.0", ApiVersion.V8_0_0_2, "20519528", "20513097"),
        new("8.0.1", ApiVersion.V8_0_1_0, "21560480", "21495797"),
        new("8.0.2", ApiVersion.V8_0_2_0, "22385739", "22380479"),
        new("8.0.3", ApiVersion.V8_0_3_0, "24022515", "24022510"),
        new("9.0.1", ApiVersion.V9_0_0_0, "24957454", "24957456"),
        new("9.1.0", ApiVersion.V9_1_0_0, "25370922", "25370933"),
    ];

    /// <summary>Releases that a service is only when it is told so.</summary>
    private static readonly ProductRelease[] Others =
    [
        new("9.0.0", ApiVersion.V9_0_0_0, "24755230", "24755229"),
        new("9.0.2", ApiVersion.V9_0_0_0, "25148086", null),
        new("9.0.2", ApiVersion.V9_0_0_0, "25629525", null) { Patch = "0100" },
        new("9.1.0", ApiVersion.V9_1_0_0, "25629530", null) { Patch = "0300" },
        new("9.1.1", ApiVersion.V9_1_0_0, "25712839", null),
        new("9.2.0", ApiVersion.V9_1_0_0, "25689988", null) { OwnApiName = "9.1.2.0.rc0" },
    ];

    /// <summary>The version of the licence: that of the product's major version, as in 6.0 of a 6.7.</summary>
    public string LicenseVersion => $"{ProductVersion[..ProductVersion.IndexOf('.', StringComparison.Ordinal)]}.0";

    /// <summary>The names of all releases of a vCenter, or of an ESX host, oldest first.</summary>
    public static IEnumerable<string> Names(bool isHost) =>
        Defaults.Concat(Others).Where(release => !isHost || release.HostBuild is not null)
            .Select(static release => release.Name).Order(StringComparer.Ordinal);

    /// <summary>The release that a service of a version of the API is, unless it is told another.</summary>
    public static ProductRelease Of(ApiVersion version) =>
        version == ApiVersion.V8_0_3_1 ? Of(ApiVersion.V8_0_3_0) : Array.Find(Defaults, release => version <= release.Version)!;

    /// <summary>The release of a name such as <c>9.0.2</c>; null for none.</summary>
    public static ProductRelease? Find(string name) => Defaults.Concat(Others).FirstOrDefault(release => release.Name == name);
}
