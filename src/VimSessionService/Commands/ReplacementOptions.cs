using System.CommandLine;
using System.Text;
using VimSessionService.Inventory.Recorder.Replacing;
using VimSessionService.Storage;

namespace VimSessionService.Commands;

/// <summary>Whether <c>record</c> replaces names, and by which key.</summary>
internal sealed class ReplacementOptions
{
    /// <summary>The variable of the environment.</summary>
    public const string Variable = "VIMSESSION_RECORD_KEY";

    private const int ShortestKey = 16;

    private readonly Option<bool> _replace = Given.Flag("--replace-names", "Replace names of users, machines, hosts and the like, addresses, identifiers and what somebody wrote, each by the same text everywhere.");

    private readonly Option<string?> _file = Given.Text(
        "--replace-key-file", "FILE", $"The file with the key that replacements follow from, at least {ShortestKey} bytes, so that another recording has the same ones. Without it {Variable}, or a key that is forgotten.");

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_replace, _file];

    /// <summary>The key; null when nothing is replaced.</summary>
    /// <exception cref="CommandException">The key cannot be used.</exception>
    public ReplacementKey? KeyOf(ParseResult parsed, IReadOnlyDictionary<string, string> environment)
    {
        var file = parsed.GetValue(_file);
        if (!parsed.GetValue(_replace))
            return file is null ? null : throw CommandException.Wrong("record: --replace-key-file goes with --replace-names. Add it, or leave out both.");
        if (file is not null)
            return Of("--replace-key-file", ReadFile(file));
        return environment.GetValueOrDefault(Variable) is { Length: > 0 } text ? Of(Variable, Encoding.UTF8.GetBytes(text)) : ReplacementKey.Random();
    }

    private static ReplacementKey Of(string source, byte[] key) =>
        key.Length >= ShortestKey ? new ReplacementKey(key) : throw CommandException.Wrong($"{source}: the key has less than {ShortestKey} bytes, so that it can be guessed.");

    private static byte[] ReadFile(string file)
    {
        try
        {
            return OperatorFile.ReadBytes(file);
        }
        catch (OperatorFileException failure)
        {
            throw CommandException.Wrong($"--replace-key-file: '{file}' cannot be read: {failure.Message}");
        }
    }
}
