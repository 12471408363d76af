using VimSessionService.Schema;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Xml;

namespace VimSessionService.Inventory.Recorder;

/// <summary>How far a walk is.</summary>
/// <param name="Done">How many objects were asked for.</param>
/// <param name="Known">How many are known by now.</param>
internal sealed record WalkProgress(int Done, int Known)
{
    /// <summary>Of how many objects statistics were read.</summary>
    public int Statistics { get; init; }
}

/// <summary>
/// Reads every object of a server that can be reached along references from its ServiceInstance, each once, some at a time. It makes no object on the server. In memory are one
/// answer and the names of the objects.
/// </summary>
internal sealed class ServerWalk : IDisposable
{
    /// <summary>How many objects are asked for at once.</summary>
    public const int ObjectsOfCall = 50;

    private readonly ServerConnection _connection;
    private readonly ServerContent _content;
    private readonly WholeApi _api;
    private readonly RecordingWriter _writer;
    private readonly RecordingCopy _copy;
    private readonly Queue<ManagedObjectReference> _waiting = new();
    private readonly HashSet<ManagedObjectReference> _known = [];
    private readonly Dictionary<string, int> _types = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];
    private readonly StatisticsReader _statistics;
    private readonly List<ManagedObjectReference> _entities = [];
    private int _done;

    /// <summary>Makes a walk.</summary>
    /// <param name="connection">The server.</param>
    /// <param name="content">What the server is.</param>
    /// <param name="api">The types.</param>
    /// <param name="writer">Takes the objects.</param>
    public ServerWalk(ServerConnection connection, ServerContent content, WholeApi api, RecordingWriter writer)
    {
        (_connection, _content, _api, _writer) = (connection, content, api, writer);
        _copy = new RecordingCopy(api, Meet);
        _statistics = new StatisticsReader(connection, content, writer, _copy);
    }

    /// <summary>How many objects of each type were recorded.</summary>
    public IReadOnlyDictionary<string, int> Types => _types;

    /// <summary>What could not be read, one line each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>How many properties the account may not read.</summary>
    public int Missing => _copy.Missing;

    /// <summary>How many secrets were left empty.</summary>
    public int Secrets => _copy.Secrets;

    /// <summary>Walks.</summary>
    /// <param name="samples">How many samples of statistics are read of each object; 0 for none.</param>
    /// <param name="progress">Is told of it after each call.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <exception cref="ServerFaultException">The session has ended.</exception>
    /// <exception cref="ServerAnswerException">What the server answered is no answer of the API.</exception>
    public async Task RunAsync(int samples, Action<WalkProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            _known.Add(ServerContent.Instance);
            await ReadAsync([ServerContent.Instance], static _ => ["content", "capability"], cancellationToken);
            _done = 1;
            while (_waiting.Count > 0)
            {
                var some = new List<ManagedObjectReference>(ObjectsOfCall);
                while (some.Count < ObjectsOfCall && _waiting.TryDequeue(out var next))
                    some.Add(next);
                await ReadSomeAsync(some, cancellationToken);
                _done += some.Count;
                progress(new WalkProgress(_done, _known.Count));
            }

            for (var i = 0; i < _entities.Count && samples > 0; i++)
            {
                await ReadStatisticsAsync(_entities[i], samples, cancellationToken);
                progress(new WalkProgress(_done, _known.Count) { Statistics = i + 1 });
            }
        }
        catch (XmlReadingException broken)
        {
            throw new ServerAnswerException($"An answer of the server is no XML: {broken.Reason}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _copy.Dispose();

    /// <summary>Reads objects. Where one of them cannot be read, the others are.</summary>
    private async Task ReadSomeAsync(List<ManagedObjectReference> some, CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(some, static _ => null, cancellationToken);
        }
        catch (Exception failure) when (IsOfObjects(failure))
        {
            if (some.Count == 1)
            {
                await ReadPropertiesAsync(some[0], failure, cancellationToken);
                return;
            }

            await ReadSomeAsync(some[..(some.Count / 2)], cancellationToken);
            await ReadSomeAsync(some[(some.Count / 2)..], cancellationToken);
        }
    }

    private async Task ReadStatisticsAsync(ManagedObjectReference entity, int samples, CancellationToken cancellationToken)
    {
        try
        {
            await _statistics.ReadAsync(entity, samples, cancellationToken);
        }
        catch (Exception failure) when (IsOfObjects(failure))
        {
            _notes.Add($"{entity}, statistics: {failure.Message}");
        }
    }

    /// <summary>Reads those properties of an object that can be read.</summary>
    private async Task ReadPropertiesAsync(ManagedObjectReference reference, Exception failure, CancellationToken cancellationToken)
    {
        if (failure is ServerFaultException { FaultType: "ManagedObjectNotFound" })
        {
            _notes.Add($"{reference} is not there any more.");
            return;
        }

        var readable = new List<string>();
        foreach (var property in _api.FindManagedType(reference.Type)?.PropertiesByName ?? [])
        {
            try
            {
                var path = property.Name;
                await CallAsync([reference], _ => [path], static xml => xml.Skip(), cancellationToken);
                readable.Add(path);
            }
            catch (Exception refused) when (IsOfObjects(refused))
            {
                if (refused is not ServerFaultException { FaultType: "InvalidProperty" })
                    _notes.Add($"{reference}, {property.Name}: {refused.Message}");
            }
        }

        if (readable.Count == 0)
            _notes.Add($"{reference}: {failure.Message}");
        else
            await ReadAsync([reference], _ => readable, cancellationToken);
    }

    private Task ReadAsync(IReadOnlyList<ManagedObjectReference> some, Func<string, IReadOnlyList<string>?> paths, CancellationToken cancellationToken) => CallAsync(
        some,
        paths,
        xml =>
        {
            if (_copy.Copy(xml) is not { } recorded)
                return;
            _writer.Write(recorded, _copy.Out);
            _types[recorded.Type] = _types.GetValueOrDefault(recorded.Type) + 1;
            if (StatisticsReader.IntervalOf(recorded.Type) is not null)
                _entities.Add(recorded);
        },
        cancellationToken);

    /// <summary>Reads objects page by page.</summary>
    /// <param name="some">The objects.</param>
    /// <param name="paths">The properties of a type; null for all.</param>
    /// <param name="take">Takes an object on whose element the reader stands, which it passes.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    private async Task CallAsync(
        IReadOnlyList<ManagedObjectReference> some, Func<string, IReadOnlyList<string>?> paths, Action<Utf8XmlReader> take, CancellationToken cancellationToken)
    {
        var xml = await _connection.CallAsync("RetrievePropertiesEx", _content.Collector, body => WriteSpec(body, some, paths), cancellationToken);
        while (Take(xml, take) is { Length: > 0 } token)
            xml = await _connection.CallAsync("ContinueRetrievePropertiesEx", _content.Collector, body => body.Element("token", token), cancellationToken);
    }

    private static string? Take(Utf8XmlReader xml, Action<Utf8XmlReader> take)
    {
        string? token = null;
        while (ObjectCopy.NextChild(xml))
        {
            while (ObjectCopy.NextChild(xml))
            {
                switch (xml.LocalName)
                {
                    case "token":
                        token = ObjectCopy.TextOf(xml);
                        break;
                    case "objects":
                        take(xml);
                        break;
                    default:
                        xml.Skip();
                        break;
                }
            }
        }

        return token;
    }

    private static void WriteSpec(Utf8Buffer body, IReadOnlyList<ManagedObjectReference> some, Func<string, IReadOnlyList<string>?> paths)
    {
        body.Raw("<specSet>"u8);
        foreach (var type in some.Select(static reference => reference.Type).Distinct(StringComparer.Ordinal))
        {
            body.Raw("<propSet>"u8);
            body.Element("type", type);
            body.Element("all", paths(type) is null ? "true" : "false");
            foreach (var path in paths(type) ?? [])
                body.Element("pathSet", path);
            body.Raw("</propSet>"u8);
        }

        foreach (var reference in some)
        {
            body.Raw("<objectSet>"u8);
            body.Reference("obj", reference);
            body.Raw("<skip>false</skip></objectSet>"u8);
        }

        body.Raw("</specSet><options>"u8);
        body.Element("maxObjects", ObjectsOfCall.ToString(System.Globalization.CultureInfo.InvariantCulture));
        body.Raw("</options>"u8);
    }

    /// <summary>Whether a failure is of the objects that were asked for, and not of the connection or the session.</summary>
    private static bool IsOfObjects(Exception failure) => failure is ServerFaultException { IsEndOfSession: false } or AnswerTooLargeException;

    private void Meet(ManagedObjectReference reference)
    {
        if (!IsName(reference.Type) || reference.Value.Length == 0 || !_known.Add(reference))
            return;
        if (_known.Count > RecordingWriter.MostObjects)
            throw new ServerAnswerException($"The server has more than {RecordingWriter.MostObjects} objects.");
        _waiting.Enqueue(reference);
    }

    /// <summary>Whether a text can be the name of a type.</summary>
    private static bool IsName(string type) => type.Length is > 0 and <= 128 && type.All(char.IsAsciiLetterOrDigit);
}
