using VimSessionService.Core;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Core.Tables;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Extensions;

/// <summary>The ExtensionManager: the directory of extensions with its API.</summary>
internal sealed class ExtensionManager : ExtensionManagerBase<CallContext>
{
    private readonly ExtensionDirectory _extensions;
    private readonly ITableChanges _tables;
    private readonly Func<string>? _serverPublicKey;

    /// <summary>Makes it, and has it say from now on what changes.</summary>
    public ExtensionManager(
        ManagedObjectReference reference, ExtensionDirectory extensions, ITableChanges tables, ServerCertificateInfo? certificate, PropertyChanges changes)
        : base(reference)
    {
        _extensions = extensions;
        _tables = tables;
        _serverPublicKey = certificate?.PublicKeyPem;
        _extensions.Changed += () => changes.Notify(reference, "extensionList");
    }

    /// <inheritdoc/>
    protected override ValueTask<Extension[]?> GetExtensionList(CallContext call) => new([.. _extensions.All.Select(extension => extension.Description)]);

    /// <inheritdoc/>
    protected override ValueTask<Extension?> FindExtension(CallContext call, string extensionKey) => new(_extensions.Find(extensionKey)?.Description);

    /// <inheritdoc/>
    protected override ValueTask RegisterExtension(CallContext call, Extension extension) =>
        _tables.RunAsync(() => _extensions.Register(extension), call.Cancelled);

    /// <inheritdoc/>
    protected override ValueTask UpdateExtension(CallContext call, Extension extension) =>
        _tables.RunAsync(() => _extensions.Update(extension), call.Cancelled);

    /// <inheritdoc/>
    protected override ValueTask UnregisterExtension(CallContext call, string extensionKey) =>
        _tables.RunAsync(() => _extensions.Unregister(extensionKey), call.Cancelled);

    /// <inheritdoc/>
    protected override ValueTask<string> GetPublicKey(CallContext call) =>
        new(_serverPublicKey?.Invoke() ?? throw new VimFaultException(new NotSupported(), "the service has no certificate"));

    /// <inheritdoc/>
    protected override ValueTask SetPublicKey(CallContext call, string extensionKey, string publicKey) =>
        _tables.RunAsync(() => _extensions.SetPublicKey(extensionKey, publicKey), call.Cancelled);

    /// <inheritdoc/>
    protected override ValueTask SetExtensionCertificate(CallContext call, string extensionKey, string? certificatePem) =>
        _tables.RunAsync(() => _extensions.SetCertificate(extensionKey, certificatePem, call.Client.Certificate), call.Cancelled);

    /// <inheritdoc/>
    protected override ValueTask SetServiceAccount(CallContext call, string extensionKey, string serviceAccount) =>
        _tables.RunAsync(() => _extensions.SetServiceAccount(extensionKey, serviceAccount), call.Cancelled);

    /// <summary>Nothing in the inventory is managed by an extension.</summary>
    protected override ValueTask<ManagedObjectReference[]?> QueryManagedBy(CallContext call, string extensionKey) => new((ManagedObjectReference[]?)null);

    /// <summary>Of the extensions asked for, or of all, those that are registered; there are no address pools, so none has an address.</summary>
    protected override ValueTask<ExtensionManagerIpAllocationUsage[]?> QueryExtensionIpAllocationUsage(CallContext call, string[]? extensionKeys)
    {
        var asked = extensionKeys is { Length: > 0 } ? extensionKeys.Distinct(StringComparer.Ordinal).Select(_extensions.Find).OfType<RegisteredExtension>() : _extensions.All;
        return new([.. asked.Select(extension => new ExtensionManagerIpAllocationUsage { ExtensionKey = extension.Description.Key, NumAddresses = 0 })]);
    }
}
