using System.Reflection;
using System.Runtime.CompilerServices;

namespace VimSessionService.ClientTests.Harness;

/// <summary>The files that this was built from, for tests of documents and examples.</summary>
internal static class Repository
{
    /// <summary>The directory of the solution.</summary>
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "RepositoryRoot").Value!);

    /// <summary>The variable by which the examples know how to start the service.</summary>
    public static KeyValuePair<string, string> ExampleCommand => new("VCENTER_COMMAND", string.Join(' ', ServiceProcess.Command));

    /// <summary>The example for xunit runs in this process.</summary>
    [ModuleInitializer]
    internal static void NameCommand() => Environment.SetEnvironmentVariable(ExampleCommand.Key, ExampleCommand.Value);
}
