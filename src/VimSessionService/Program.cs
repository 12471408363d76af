using VimSessionService.Certificates;
using VimSessionService.CommandLine;

return await ServiceCommand.RunAsync(args, Surroundings.OfProcess(), Console.Out, Console.Error, CancellationToken.None);
