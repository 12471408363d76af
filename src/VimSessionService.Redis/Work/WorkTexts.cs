using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using VimSessionService.Core.Work;
using VimSessionService.Redis.Secrets;

namespace VimSessionService.Redis.Work;

/// <summary>
/// The texts of documents as the engine has them: encrypted, since arguments of calls and values of stubs may be secrets. Names of documents and empty texts, which take a document away, are as they are.
/// </summary>
/// <param name="secrets">What encrypts.</param>
/// <param name="logger">Told of what another key has encrypted.</param>
internal sealed partial class WorkTexts(InstanceSecrets secrets, ILogger logger)
{
    /// <summary>The text for the engine.</summary>
    public string Seal(string text) => text.Length == 0 ? text : Convert.ToBase64String(secrets.Seal(text));

    /// <summary>The documents of texts of the engine, without those that another key has encrypted.</summary>
    public IReadOnlyList<WorkEdit> Open(IEnumerable<WorkEdit> edits)
    {
        var opened = new List<WorkEdit>();
        foreach (var edit in edits)
        {
            try
            {
                opened.Add(edit with { Text = edit.Text.Length == 0 ? edit.Text : secrets.Open(Convert.FromBase64String(edit.Text)) });
            }
            catch (Exception failure) when (failure is CryptographicException or FormatException)
            {
                Unreadable(logger, edit.Key);
            }
        }

        return opened;
    }

    [LoggerMessage(73, LogLevel.Warning, "A task or change of the inventory in the state engine was encrypted with another store key, and is left out: {Key}. Give all replicas the same key")]
    private static partial void Unreadable(ILogger logger, string key);
}
