using System.Globalization;
using System.Text;
using VimSessionService.AdminClient.Journal;

namespace VimSessionService.Testing.Journal;

/// <summary>Describes calls to somebody who expected others.</summary>
internal static class NearCalls
{
    private const int Most = 10;

    /// <summary>A query in words.</summary>
    public static string Describe(this JournalQuery query)
    {
        var conditions = Conditions(query).Select(static condition => $"{condition.Name} {condition.Value}").ToArray();
        return conditions is [] ? query.Operation! : $"{query.Operation} with {string.Join(", ", conditions)}";
    }

    /// <summary>Adds the calls that come near to what was expected: those of the same operation, or the last ones where there are none.</summary>
    public static string Explain(string expected, JournalQuery query, IReadOnlyList<JournalCall> calls)
    {
        var text = new StringBuilder(expected);
        var same = calls.Where(call => call.Operation == query.Operation).ToArray();
        if (calls.Count == 0)
            return text.AppendLine().Append("The journal is empty: no client has made a call.").ToString();
        var near = same is [] ? [.. calls] : same;
        text.AppendLine().Append(same is [] ? "It has no call of this operation; its last calls are:" : $"Its calls of {query.Operation} are:");
        foreach (var call in near.TakeLast(Most))
            text.AppendLine().Append("  ").Append(Line(call));
        if (near.Length > Most)
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  and {near.Length - Most} before them");
        return text.ToString();
    }

    private static string Line(JournalCall call)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"#{call.Number} {call.Time:HH:mm:ss.fff} {call.Operation} at {call.Door}");
        if ((call.User ?? call.LoginName) is { } user)
            line.Append(" by ").Append(user);
        if (call.UserAgent.Length > 0)
            line.Append(" from ").Append(call.UserAgent);
        line.Append(": ").Append(call.Fault ?? (call.Status == 0 ? "connection closed" : $"status {call.Status.ToString(CultureInfo.InvariantCulture)}"));
        if (call.Rule is { } rule)
            line.Append(" by rule ").Append(rule);
        if (call.Diagnosis is { } diagnosis)
            line.Append(" (").Append(diagnosis.Text).Append(')');
        else if (call.Reason is { } reason)
            line.Append(" (").Append(reason).Append(')');
        return line.ToString();
    }

    private static IEnumerable<(string Name, object Value)> Conditions(JournalQuery query) => new (string Name, object? Value)[]
    {
        ("after", query.After), ("door", query.Door), ("object", query.Object), ("user", query.User), ("session", query.Session), ("User-Agent", query.UserAgent),
        ("operation id", query.OperationId), ("status", query.Status), ("fault", query.Fault), ("rule", query.Rule),
    }.Where(static condition => condition.Value is not null)!;
}
