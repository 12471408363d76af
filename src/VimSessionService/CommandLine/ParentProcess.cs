using VimSessionService.Options;

namespace VimSessionService.CommandLine;

/// <summary>What the process that started the service asked for: the variables of govc, and an end with its own.</summary>
internal sealed class ParentProcess(ProcessOptions options, TextReader input, TextWriter output, Serilog.ILogger logger)
{
    /// <summary>Writes the line to where <c>--env-file</c> says. A named pipe is written to once somebody reads it.</summary>
    public void Tell(string line)
    {
        if (options.EnvFile is not { } file)
            return;
        if (file == ProcessOptions.StandardOutput)
        {
            output.WriteLine(line);
            output.Flush();
        }
        else
        {
            Run(() => EnvLine.WriteTo(file, line), failure => logger.Error("--env-file: {File} cannot be written: {Problem}", file, failure.Message));
        }
    }

    /// <summary>With <c>--stdin-exit</c> stops the service as soon as standard input ends or something comes from it.</summary>
    public void StopWithInput(IHostApplicationLifetime lifetime)
    {
        if (options.StdinExit)
            Run(() => _ = input.Read(), failure => logger.Error("--stdin-exit: standard input cannot be read: {Problem}", failure.Message), lifetime.StopApplication);
    }

    /// <summary>Does something that may block for as long as the service runs, and never ends the process by an exception.</summary>
    private static void Run(Action action, Action<Exception> failed, Action? always = null)
    {
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception failure)
            {
                failed(failure);
            }

            always?.Invoke();
        })
        { IsBackground = true, Name = nameof(ParentProcess) };
        thread.Start();
    }
}
