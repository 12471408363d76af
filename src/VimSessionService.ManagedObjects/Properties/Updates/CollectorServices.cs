using VimSessionService.Core;
using VimSessionService.Core.Sessions;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>What every collector works with.</summary>
internal sealed class CollectorServices
{
    /// <summary>Puts it together.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="sessions">Where sessions are kept.</param>
    /// <param name="stopping">The moment at which the service stops; null for a service that does not.</param>
    /// <param name="registry">Finds objects.</param>
    /// <param name="properties">Reads them.</param>
    /// <param name="access">Checks privileges.</param>
    /// <param name="changes">Says what has changed.</param>
    /// <param name="sharing">Has other replicas find filters and collectors.</param>
    public CollectorServices(
        TimeProvider time,
        ISessionStore sessions,
        ServiceStopping? stopping,
        ManagedObjectRegistry registry,
        PropertyReader properties,
        AccessCheck access,
        PropertyChanges changes,
        ObjectSharing sharing)
    {
        var selection = new SpecSelection(registry, new ObjectTraversal(registry));
        Evaluator = new FilterSpecEvaluator(selection, properties);
        Reader = new FilterReader(selection, properties);
        Access = access;
        Changes = changes;
        Sharing = sharing;
        Catalog = registry.Catalog;
        Sessions = sessions;
        Time = time;
        Stopping = stopping?.Token ?? CancellationToken.None;
    }

    internal FilterSpecEvaluator Evaluator { get; }

    internal FilterReader Reader { get; }

    internal AccessCheck Access { get; }

    internal PropertyChanges Changes { get; }

    internal ISessionStore Sessions { get; }

    internal ObjectSharing Sharing { get; }

    internal VimCatalog Catalog { get; }

    internal TimeProvider Time { get; }

    internal CancellationToken Stopping { get; }
}
