using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Tables;

namespace VimSessionService.Redis.Tables;

/// <summary>The message of the service as a table of one item.</summary>
internal sealed class ServiceMessageTable(ServiceMessage message) : SharedTable<string>("message", message.Cell)
{
    private const string Key = "text";

    /// <summary>A mark stands before the message, since no item is empty.</summary>
    public override string Write(object item) => "=" + (string)item;

    /// <inheritdoc/>
    public override object Read(string key, string text) => text.Length > 0 ? text[1..] : "";

    /// <inheritdoc/>
    protected override IEnumerable<KeyValuePair<string, object>> Items(string state) => [KeyValuePair.Create(Key, (object)state)];

    /// <inheritdoc/>
    protected override string Make(string state, IReadOnlyDictionary<string, object> items, IReadOnlyCollection<string> changed) =>
        items.GetValueOrDefault(Key) as string ?? state;
}
