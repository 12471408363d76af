namespace VimSessionService.Vim25;

/// <summary>Keeps the registered extensions and their certificates.</summary>
[Since(ApiVersion.V2_5)]
[ManagedType]
public interface IExtensionManager : IManagedObject
{
    [Privilege("System.View")]
    Extension[]? ExtensionList { get; }

    [Privilege("Extension.Unregister"), Throws(typeof(NotFound))]
    void UnregisterExtension(string extensionKey);

    [Privilege("System.View")]
    Extension? FindExtension(string extensionKey);

    [Privilege("Extension.Register")]
    void RegisterExtension(Extension extension);

    [Privilege("Extension.Update"), Throws(typeof(NotFound))]
    void UpdateExtension(Extension extension);

    [Privilege("System.View")]
    string GetPublicKey();

    [Privilege("Extension.Update")]
    void SetPublicKey(string extensionKey, string publicKey);

    [Since(ApiVersion.V4_0), Privilege("Extension.Update"), Throws(typeof(NotFound), typeof(NoClientCertificate))]
    void SetExtensionCertificate(string extensionKey, string? certificatePem);

    [Since(ApiVersion.V8_0_2_0), Privilege("Extension.Update"), Throws(typeof(NotFound))]
    void SetServiceAccount(string extensionKey, string serviceAccount);

    [Since(ApiVersion.V5_0), Privilege("System.View")]
    [return: Reference("ManagedEntity")]
    ManagedObjectReference[]? QueryManagedBy(string extensionKey);

    [Since(ApiVersion.V5_1), Privilege("System.View")]
    ExtensionManagerIpAllocationUsage[]? QueryExtensionIpAllocationUsage(string[]? extensionKeys);
}
