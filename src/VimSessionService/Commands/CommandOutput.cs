using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using VimSessionService.AdminClient.Problems;

namespace VimSessionService.Commands;

/// <summary>Writes what a command has to say: JSON for programs, lines and tables for people.</summary>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="isJson">Whether to write JSON.</param>
/// <param name="isColoured">Whether to colour what people read.</param>
internal sealed class CommandOutput(TextWriter output, TextWriter error, bool isJson, bool isColoured)
{
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (char)code)]);

    /// <summary>Whether JSON is written.</summary>
    public bool IsJson => isJson;

    /// <summary>Whether a terminal that shows colours reads it: not where <c>NO_COLOR</c> is set.</summary>
    public static bool IsColoured(CommandSurroundings surroundings) => surroundings.IsOutputTerminal
        && surroundings.Environment.GetValueOrDefault("NO_COLOR") is null or ""
        && surroundings.Environment.GetValueOrDefault("TERM") != "dumb";

    /// <summary>Writes an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="type">How it is written as JSON.</param>
    /// <param name="toPeople">Writes it for people.</param>
    public void Write<T>(T answer, JsonTypeInfo<T> type, Action<T> toPeople)
    {
        if (isJson)
            output.WriteLine(JsonSerializer.Serialize(answer, type));
        else
            toPeople(answer);
        output.Flush();
    }

    /// <summary>Says that something was done, and to how many things.</summary>
    public void Done(string what, int count, string sentence) => Write(new CommandResult(what, count), CommandJson.Default.CommandResult, _ => Line(sentence));

    /// <summary>Writes a line for people.</summary>
    public void Line(string text) => output.WriteLine(Visible(text));

    /// <summary>Writes a text as it is.</summary>
    public async Task RawAsync(string text, CancellationToken cancellationToken)
    {
        await output.WriteAsync(text.AsMemory(), cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    /// <summary>Writes a table; without rows the sentence that says so.</summary>
    public void Table(Table table, string whenEmpty)
    {
        if (table.Rows.Count == 0)
        {
            Line(whenEmpty);
            return;
        }

        var widths = table.Columns.Select((column, i) => Math.Max(column.Length, table.Rows.Max(row => Visible(row[i]).Length))).ToArray();
        output.WriteLine(Paint(Row(table.Columns, widths), "1"));
        foreach (var row in table.Rows)
            output.WriteLine(Row(row, widths));
    }

    /// <summary>Writes names and values, one a line.</summary>
    public void Fields(params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var width = 0;
        foreach (var (name, _) in fields)
            width = Math.Max(width, name.Length);
        foreach (var (name, value) in fields)
        {
            if (value is not null)
                output.WriteLine($"{Paint((name + ":").PadRight(width + 1), "1")} {Visible(value)}");
        }
    }

    /// <summary>Says why a command was not carried out.</summary>
    public void Refuse(string message)
    {
        if (isJson)
            WriteProblem(new Problem { Type = "about:blank", Title = message, Status = 0 });
        else
            error.WriteLine(Visible(message));
    }

    /// <summary>Says why the service refused a request.</summary>
    public void Refuse(Problem problem)
    {
        if (isJson)
        {
            WriteProblem(problem);
            return;
        }

        error.WriteLine(Visible(string.Create(CultureInfo.InvariantCulture, $"The service refused this ({problem.Status}): {problem.Detail ?? problem.Title}")));
        foreach (var place in problem.Errors ?? [])
            error.WriteLine(Visible($"  {place.Pointer} {place.Detail.TrimEnd('.')}.{(place.Allowed is { Count: > 0 } allowed ? $" Allowed: {string.Join(", ", allowed)}." : "")}"));
    }

    /// <summary>A text whose characters cannot control a terminal.</summary>
    public static string Visible(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain))
            return text;
        var shown = new StringBuilder(text.Length);
        foreach (var character in text.EnumerateRunes())
            _ = LogText.IsPrintable(character) ? shown.Append(character.ToString()) : shown.Append(CultureInfo.InvariantCulture, $"\\u{character.Value:X4}");
        return shown.ToString();
    }

    private void WriteProblem(Problem problem) => error.WriteLine(JsonSerializer.Serialize(problem, AdminClient.Json.AdminJson.Default.Problem));

    private string Paint(string text, string code) => isColoured ? $"\e[{code}m{text}\e[0m" : text;

    private static string Row(IReadOnlyList<string> values, int[] widths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < widths.Length; i++)
            line.Append(Visible(values[i]).PadRight(widths[i])).Append("  ");
        return line.ToString().TrimEnd();
    }
}

/// <summary>A table for people.</summary>
/// <param name="Columns">The names of its columns.</param>
/// <param name="Rows">The rows, each with a value for each column.</param>
internal sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
