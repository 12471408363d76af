namespace VimSessionService.Vim25;

/// <summary>Names the edition and the licences.</summary>
[ManagedType]
public interface ILicenseManager : IManagedObject
{
    [Undeclared("LicenseSource")]
    DynamicData Source { get; }

    bool SourceAvailable { get; }

    [Since(ApiVersion.V2_5), Undeclared("LicenseDiagnostics")]
    DynamicData? Diagnostics { get; }

    [Undeclared("LicenseFeatureInfo")]
    DynamicData[]? FeatureInfo { get; }

    [Since(ApiVersion.V2_5)]
    string LicensedEdition { get; }

    [Since(ApiVersion.V4_0), Undeclared("LicenseManagerLicenseInfo")]
    DynamicData[] Licenses { get; }

    [Since(ApiVersion.V4_0), Privilege("System.View"), Reference("LicenseAssignmentManager")]
    ManagedObjectReference? LicenseAssignmentManager { get; }

    [Since(ApiVersion.V4_0), Privilege("System.Read"), Undeclared("LicenseManagerEvaluationInfo")]
    DynamicData Evaluation { get; }

    [Since(ApiVersion.V2_5), Privilege("Global.Licenses"), Undeclared]
    void QuerySupportedFeatures();

    [Privilege("Global.Licenses"), Undeclared]
    void QueryLicenseSourceAvailability();

    [Privilege("System.Read"), Undeclared]
    void QueryLicenseUsage();

    [Privilege("Global.Licenses"), Throws(typeof(InvalidState), typeof(LicenseServerUnavailable))]
    void SetLicenseEdition([Reference("HostSystem")] ManagedObjectReference? host, string? featureKey);

    [Privilege("System.Read"), Throws(typeof(InvalidState))]
    bool CheckLicenseFeature([Reference("HostSystem")] ManagedObjectReference? host, string featureKey);

    [Privilege("Global.Licenses"), Throws(typeof(InvalidState), typeof(LicenseServerUnavailable))]
    bool EnableFeature([Reference("HostSystem")] ManagedObjectReference? host, string featureKey);

    [Privilege("Global.Licenses"), Throws(typeof(InvalidState), typeof(LicenseServerUnavailable))]
    bool DisableFeature([Reference("HostSystem")] ManagedObjectReference? host, string featureKey);

    [Privilege("Global.Licenses"), Throws(typeof(CannotAccessLocalSource), typeof(InvalidLicense), typeof(LicenseServerUnavailable)), Undeclared]
    void ConfigureLicenseSource();

    [Since(ApiVersion.V4_0), Privilege("Global.Licenses"), Undeclared]
    void UpdateLicense();

    [Since(ApiVersion.V4_0), Privilege("Global.Licenses"), Undeclared]
    void AddLicense();

    [Since(ApiVersion.V4_0), Privilege("Global.Licenses")]
    void RemoveLicense(string licenseKey);

    [Since(ApiVersion.V4_0), Privilege("Global.Licenses"), Undeclared]
    void DecodeLicense();

    [Since(ApiVersion.V4_0), Privilege("Global.Licenses")]
    void UpdateLicenseLabel(string licenseKey, string labelKey, string labelValue);

    [Since(ApiVersion.V4_0), Privilege("Global.Licenses")]
    void RemoveLicenseLabel(string licenseKey, string labelKey);
}
