using System.CommandLine;
using VimSessionService.CommandLine;

var parsed = ServiceCommand.Create(Surroundings.OfProcess()).Parse(args);
if (parsed.Errors.Count > 0 && parsed.Action is System.CommandLine.Invocation.ParseErrorAction)
{
    foreach (var error in parsed.Errors)
        Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine("--help lists the options.");
    return ExitCode.BadOptions;
}

// The host itself ends on signals, once the calls in flight have ended.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
