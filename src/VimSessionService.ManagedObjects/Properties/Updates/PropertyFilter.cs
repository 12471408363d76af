using VimSessionService.Core.Calls;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>A filter that a session has made: an object of the session's own, whose state its collector keeps.</summary>
internal sealed class PropertyFilter : PropertyFilterBase<CallContext>, ISharedObject
{
    private readonly PropertyFilterSpec _spec;
    private readonly bool _partialUpdates;
    private readonly ManagedObjectReference _collector;
    private readonly CollectorFilters _owner;
    private readonly PropertyChanges _changes;
    private readonly ObjectSharing _sharing;

    /// <summary>Creates a filter whose objects have not been reported yet.</summary>
    public PropertyFilter(
        ManagedObjectReference reference,
        CallContext call,
        PropertyFilterSpec spec,
        bool partialUpdates,
        ManagedObjectReference collector,
        CollectorFilters owner,
        CollectorServices services)
        : base(reference)
    {
        _spec = spec;
        _partialUpdates = partialUpdates;
        _collector = collector;
        _owner = owner;
        _changes = services.Changes;
        _sharing = services.Sharing;
        var own = ValueWeight.Of(spec);
        var objects = SessionObjects.Of(call);
        State = new FilterState(
            spec,
            partialUpdates,
            services.Reader,
            services.Changes,
            call.Session!.Key,
            owner.Wake,
            bytes => objects.Weigh(this, own + bytes));
        Weight = own;
    }

    /// <summary>The memory that its specification takes, in bytes.</summary>
    public long Weight { get; }

    /// <summary>What the client knows of it.</summary>
    public FilterState State { get; }

    /// <inheritdoc/>
    protected override ValueTask<PropertyFilterSpec?> GetSpec(CallContext call) => new(_spec);

    /// <inheritdoc/>
    protected override ValueTask<bool?> GetPartialUpdates(CallContext call) => new(_partialUpdates);

    /// <inheritdoc/>
    public SharedObjectRecord Describe() => new() { Kind = Reference.Type, Of = _collector.Value, Deep = _partialUpdates, Spec = SpecText.Write(_spec) };

    /// <inheritdoc/>
    protected override async ValueTask DestroyPropertyFilter(CallContext call)
    {
        await _sharing.RemoveAsync(call, [this]);
        Drop(call);
    }

    /// <inheritdoc/>
    public void Drop(CallContext call)
    {
        _owner.Remove(this);
        if (call.Session is not null)
            SessionObjects.Of(call).Remove(this);
        _changes.Notify(_collector, "filter");
    }
}
