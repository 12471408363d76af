using System.Globalization;
using System.Text;
using VimSessionService.AdminClient.Journal;

namespace VimSessionService.Commands;

/// <summary>Calls of the journal as people read them.</summary>
internal static class JournalText
{
    /// <summary>A call in a line: number, time, door, operation, status, duration, and what else is known of it.</summary>
    public static string Line(JournalCall call)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"#{call.Number} {Times.Moment(call.Time)} {call.Door} {call.Operation} {call.Status} {Times.Short(call.Duration)}");
        Append(line, "fault", call.Fault);
        Append(line, "user", call.User);
        Append(line, "login", call.LoginName);
        Append(line, "session", call.Session);
        Append(line, "rule", call.Rule);
        Append(line, "agent", call.UserAgent);
        if (call.Diagnosis is { } diagnosis)
            Append(line, "why", diagnosis.Text);
        else
            Append(line, "reason", call.Reason);
        return line.ToString();
    }

    private static void Append(StringBuilder line, string name, string? value)
    {
        if (value is { Length: > 0 })
            line.Append(CultureInfo.InvariantCulture, $" {name}={(value.Contains(' ', StringComparison.Ordinal) ? $"\"{value}\"" : value)}");
    }
}
