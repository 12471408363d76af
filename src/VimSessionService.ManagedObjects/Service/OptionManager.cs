using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Tables;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Service;

/// <summary>The settings of the server: VpxSettings of a vCenter, HostAgentSettings of a host.</summary>
internal sealed class OptionManager : OptionManagerBase<CallContext>
{
    /// <summary>What every client may read, since consoles need it before they know anything else.</summary>
    private const string ClientSubtree = "client.";

    private readonly ServerAdvancedSettings _options;
    private readonly ITableChanges _tables;
    private readonly AccessCheck _access;

    /// <summary>Makes it, and has it say from now on what changes.</summary>
    public OptionManager(ManagedObjectReference reference, ServerAdvancedSettings options, ITableChanges tables, AccessCheck access, PropertyChanges changes)
        : base(reference)
    {
        _options = options;
        _tables = tables;
        _access = access;
        options.Changed += () => changes.Notify(reference, "setting");
    }

    /// <inheritdoc/>
    protected override ValueTask<OptionDef[]?> GetSupportedOption(CallContext call) => new(_options.Definitions);

    /// <inheritdoc/>
    protected override ValueTask<OptionValue[]?> GetSetting(CallContext call) => new(_options.All(ServiceAddress.Of(call)));

    /// <summary>The settings of a name. System.View suffices below <c>client.</c>, elsewhere it takes System.Read.</summary>
    protected override async ValueTask<OptionValue[]?> QueryOptions(CallContext call, string? name)
    {
        if (name?.StartsWith(ClientSubtree, StringComparison.Ordinal) != true)
            await _access.DemandAsync(call, this, Privileges.SystemRead);
        return _options.Query(name, ServiceAddress.Of(call));
    }

    /// <inheritdoc/>
    protected override async ValueTask UpdateOptions(CallContext call, OptionValue[] changedValue)
    {
        await _access.DemandAsync(call, this, Privileges.GlobalSettings);
        await _tables.RunAsync(() => _options.Update(changedValue), call.Cancelled);
    }
}
