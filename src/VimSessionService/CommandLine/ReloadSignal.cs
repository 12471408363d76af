using System.Runtime.InteropServices;
using VimSessionService.Core;

namespace VimSessionService.CommandLine;

/// <summary>Has the files be read again on SIGHUP. A reading that fails is logged, and neither ends the process nor keeps the others from it.</summary>
/// <param name="logger">Where a failure goes.</param>
/// <param name="readings">Read a file each.</param>
internal sealed class ReloadSignal(ILogger logger, IReadOnlyList<Action> readings)
{
    /// <summary>
    /// Begins to take the signal. Where standard input is a terminal the signal says that it was closed, and ends the service; the result is null then, as where there
    /// are no signals.
    /// </summary>
    public static IDisposable? Create(ILogger logger, IReadOnlyList<Action> readings) => OperatingSystem.IsWindows() || !Console.IsInputRedirected
        ? null
        : PosixSignalRegistration.Create(PosixSignal.SIGHUP, new ReloadSignal(logger, readings).Take);

    /// <summary>Takes a signal, which does not end the process.</summary>
    public void Take(PosixSignalContext context)
    {
        context.Cancel = true;
        foreach (var read in readings)
            BackgroundWork.Run(logger, "the reading of a file at a signal", read);
    }
}
