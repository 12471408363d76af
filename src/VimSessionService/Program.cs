using VimSessionService.Certificates;
using VimSessionService.CommandLine;

SystemRoots.LeaveUnread();
return await ServiceCommand.RunAsync(args, ProcessEnvironment.OfProcess(), Console.Out, Console.Error, CancellationToken.None);
