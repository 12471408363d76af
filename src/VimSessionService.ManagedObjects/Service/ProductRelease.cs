using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Service;

/// <summary>The product release of an API version.</summary>
/// <param name="ProductVersion">As <c>about.version</c> shows it.</param>
/// <param name="Build">The build number of the vCenter.</param>
/// <param name="HostBuild">The build number of the ESX host of the same release.</param>
public sealed record ProductRelease(string ProductVersion, string Build, string HostBuild)
{
    /// <summary>The version of the licence: that of the product's major version, as in 6.0 of a 6.7.</summary>
    public string LicenseVersion => $"{ProductVersion[..ProductVersion.IndexOf('.', StringComparison.Ordinal)]}.0";

    /// <summary>The release of an API version.</summary>
    public static ProductRelease Of(ApiVersion version) => version switch
    {
        <= ApiVersion.V2_0 => new("2.0.0", "40644", "32039"),
        <= ApiVersion.V2_5U2server => new("2.5.0", "119598", "110268"),
        <= ApiVersion.V4_0 => new("4.0.0", "162856", "164009"),
        <= ApiVersion.V4_1 => new("4.1.0", "258902", "260247"),
        <= ApiVersion.V5_0 => new("5.0.0", "455964", "469512"),
        <= ApiVersion.V5_1 => new("5.1.0", "799731", "799733"),
        <= ApiVersion.V5_5 => new("5.5.0", "1750787", "1331820"),
        <= ApiVersion.V6_0 => new("6.0.0", "2798252", "2494585"),
        <= ApiVersion.V6_5 => new("6.5.0", "4602587", "4564106"),
        <= ApiVersion.V6_7_3 => new("6.7.0", "14367737", "14320388"),
        <= ApiVersion.V7_0_0_2 => new("7.0.0", "15952498", "15843807"),
        <= ApiVersion.V7_0_1_1 => new("7.0.1", "16860138", "16850804"),
        <= ApiVersion.V7_0_2_1 => new("7.0.2", "17694817", "17630552"),
        <= ApiVersion.V7_0_3_2 => new("7.0.3", "18700403", "18644231"),
        <= ApiVersion.V8_0_0_2 => new("8.0.0", "20519528", "20513097"),
        <= ApiVersion.V8_0_1_0 => new("8.0.1", "21560480", "21495797"),
        <= ApiVersion.V8_0_2_0 => new("8.0.2", "22385739", "22380479"),
        <= ApiVersion.V8_0_3_0 => new("8.0.3", "24022515", "24022510"),
        _ => new("9.0.1", "24957454", "24957456"),
    };
}
