using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Measuring;

/// <summary>Takes the service's answers down, for the floor to give them again.</summary>
internal static class Answers
{
    /// <summary>Writes the answer of every call of some scenarios to a directory.</summary>
    public static void Capture(ServerProcess service, Scenario[] scenarios, string directory)
    {
        Directory.CreateDirectory(directory);
        foreach (var scenario in scenarios)
        {
            using var others = new OtherSessions(service, scenario);
            using var session = scenario.NeedsSession ? new LoggedIn(service) : null;
            using var caller = new Caller(service.Connect(), scenario, isFloor: false, session);
            foreach (var step in scenario.Steps)
            {
                caller.Send();
                while (caller.Receive() is null)
                {
                }

                File.WriteAllBytes(Path.Combine(directory, step.Name + ".http"), caller.Connection.Answer);
            }
        }
    }
}
