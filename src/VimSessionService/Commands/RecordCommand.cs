using System.CommandLine;
using System.Globalization;
using VimSessionService.Inventory.Recorder;
using VimSessionService.Inventory.Recorder.Replacing;
using VimSessionService.Schema;

namespace VimSessionService.Commands;

/// <summary><c>record</c>: makes a recording of a real server, which <c>--inventory</c> serves.</summary>
internal static class RecordCommand
{
    private const int MostNotes = 20;
    private const string Directories = "directory";
    private const string Json = "json";
    private const string JsonEnding = ".json";
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(2);

    /// <summary>Makes the command.</summary>
    public static AdminCommand Create(CommandRunner runner, CommandSurroundings surroundings)
    {
        var (server, password, replacement) = (new ServerOptions(), new RecordPassword(), new ReplacementOptions());
        var output = Given.Text("--output", "PATH", "The directory or the JSON document to write, which must not exist yet.");
        var format = Given.Choice("--format", "What is written: a directory with a file for each object, as govc object.save writes it, or one JSON document in VI-JSON form. Without it a directory.", Directories, Json);
        output.Required = true;
        var samples = Given.Number("--performance-samples", "How many samples of the newest statistics of each machine, host, cluster, pool and datastore are recorded. Without it none.", most: 1000);
        var command = new AdminCommand("record", "Record the inventory of a vCenter, an ESX host or another server of the API, to serve it with --inventory. It is only read. " + RecordPassword.Explanation)
        {
            Examples =
            [
                ("record --url https://vcenter.example.com --user readonly@vsphere.local --output my-vcenter", "Record a vCenter; the password is asked for"),
                ("record --url https://vcenter.example.com --user readonly@vsphere.local --format json --output my-vcenter.json", "The same as one document"),
                ("record --url https://vcenter.example.com --user readonly@vsphere.local --replace-names --output for-others", "The same without the names of users, machines and hosts, addresses and identifiers"),
                ("record --url https://esx1.example.com --user root --password-file password.txt --thumbprint 1F:…:9A --output esx1", "Record a host whose certificate is known by its thumbprint"),
            ],
        };
        foreach (var option in (Option[])[.. server.All, .. password.All, output, format, samples, .. replacement.All])
            command.Options.Add(option);
        runner.BindLocal(command, async (parsed, said, cancellationToken) =>
        {
            var (url, user) = (server.UrlOf(parsed), parsed.GetValue(server.User)!);
            var isJson = parsed.GetValue(format) == Json;
            var target = CheckTarget(parsed.GetValue(output)!, isJson);
            var key = replacement.KeyOf(parsed, surroundings.Environment);
            using var handler = server.CreateHandler(parsed, surroundings.Environment);
            var order = new RecordingOrder(url, user, await password.ReadAsync(parsed, surroundings, cancellationToken)) { Samples = (int)(parsed.GetValue(samples) ?? 0) };
            using var http = new HttpClient(handler) { Timeout = TimeSpan.FromMinutes(5) };
            using var writer = new RecordingWriter(target);
            var summary = await RecordAsync(http, order, writer, surroundings.Error, cancellationToken);
            using var replaced = key is null ? null : Replace(writer, target, key, cancellationToken);
            if (isJson)
                summary = summary with { Notes = [.. summary.Notes, .. WriteJson((replaced ?? writer).Folder, target, cancellationToken)] };
            else
                (replaced ?? writer).Finish(target);
            Tell(summary, surroundings.Error);
            said.Done("recorded", summary.Objects, $"Recorded {Times.Count(summary.Objects, "object")} of {summary.Product} in {target}. VimSessionService --inventory {target} serves them.");
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<RecordingSummary> RecordAsync(HttpClient http, RecordingOrder order, RecordingWriter writer, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            return await new ServerRecorder(http).RecordAsync(order, writer, Progress(error), cancellationToken);
        }
        catch (ServerFaultException refused)
        {
            throw new CommandException(ExitCode.Failed, refused.FaultType == "InvalidLogin" ? $"{order.Url} refused the login of {order.UserName}: {refused.Message}" : $"{order.Url} refused a call: {refused.Message} ({refused.FaultType})");
        }
        catch (Exception failure) when (failure is ServerAnswerException or AnswerTooLargeException)
        {
            throw new CommandException(ExitCode.Failed, failure.Message);
        }
        catch (HttpRequestException failure)
        {
            var reason = failure.InnerException is System.Security.Authentication.AuthenticationException tls ? $"{tls.Message} Name the authority with --ca, or the certificate with --thumbprint." : failure.Message;
            throw new CommandException(ExitCode.NoService, $"{order.Url} does not answer: {reason}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandException(ExitCode.NoService, $"{order.Url} did not answer a call within five minutes.");
        }
    }

    /// <summary>Says how far it is, at most every two seconds.</summary>
    private static Action<WalkProgress> Progress(TextWriter error)
    {
        var last = TimeProvider.System.GetTimestamp();
        return progress =>
        {
            if ((progress.Done < progress.Known || progress.Statistics > 0) && TimeProvider.System.GetElapsedTime(last) < ProgressInterval)
                return;
            last = TimeProvider.System.GetTimestamp();
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{progress.Done} of {progress.Known} known objects are read{(progress.Statistics > 0 ? $", and the statistics of {progress.Statistics}" : "")}."));
        };
    }

    private static void Tell(RecordingSummary summary, TextWriter error)
    {
        foreach (var note in summary.Notes.Take(MostNotes))
            error.WriteLine(CommandOutput.Visible(note));
        if (summary.Notes.Count > MostNotes)
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {summary.Notes.Count - MostNotes} more that could not be read."));
        if (summary.Missing > 0)
            error.WriteLine($"{Times.Count(summary.Missing, "value")} may not be read by this account and stay unset.");
        if (summary.Secrets > 0)
            error.WriteLine($"{Times.Count(summary.Secrets, "secret")} left empty.");
    }

    private static RecordingWriter Replace(RecordingWriter recorded, string target, ReplacementKey key, CancellationToken cancellationToken)
    {
        var writer = new RecordingWriter(target);
        try
        {
            new RecordingReplacement(new WholeApi(), key).Write(recorded.Folder, writer, cancellationToken);
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    private static IReadOnlyList<string> WriteJson(string files, string target, CancellationToken cancellationToken)
    {
        var document = new JsonRecording(new WholeApi());
        var part = Path.Combine(files, "whole");
        using (var output = RecordingWriter.Create(part))
            document.Write(files, output, cancellationToken);
        File.Move(part, target);
        return document.Notes;
    }

    private static string CheckTarget(string path, bool isJson)
    {
        if (isJson && !path.EndsWith(JsonEnding, StringComparison.OrdinalIgnoreCase))
            throw CommandException.Wrong($"--output: the name of a JSON document ends with {JsonEnding}. Name {path}{JsonEnding}.");
        return Directory.Exists(path) || File.Exists(path) ? throw CommandException.Wrong($"--output: {path} exists already. Name another one, or remove it.") : path;
    }
}
