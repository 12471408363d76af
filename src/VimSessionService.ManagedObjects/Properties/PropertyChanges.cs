using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties;

/// <summary>Where managed objects say that a property of theirs has another value, for those who wait for it.</summary>
public sealed class PropertyChanges
{
    /// <summary>Raised for each change; a null object stands for all of them. Handlers do not block and do not throw.</summary>
    public event Action<ManagedObjectReference?, string?>? Changed;

    /// <summary>A property has, or may have, another value.</summary>
    public void Notify(ManagedObjectReference source, string property) => Changed?.Invoke(source, property);

    /// <summary>Any property may read otherwise, as when privileges have changed.</summary>
    public void NotifyAll() => Changed?.Invoke(null, null);
}
