using System.CommandLine;
using VimSessionService.Soap.Wsdl;
using VimSessionService.Vim25;

namespace VimSessionService.CommandLine;

/// <summary>The command that writes the WSDL and the files it imports.</summary>
internal static class WsdlCommand
{
    public static Command Create(Option<string?> apiVersion)
    {
        var directory = new Option<string>("--out") { Description = "The directory to write to.", Required = true, HelpName = "DIRECTORY" };
        var command = new Command("wsdl", "Write vimService.wsdl and the files it imports.") { directory, apiVersion };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var version = ApiVersions.Default;
            if (parsed.GetValue(apiVersion) is { } name && !ApiVersions.TryParse(name, out version))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"--api-version: there is no version '{name}'. Known are {string.Join(", ", ApiVersions.All)}.");
                return ExitCode.BadOptions;
            }

            var documents = new WsdlDocuments(version);
            var target = Directory.CreateDirectory(parsed.GetValue(directory)!).FullName;
            foreach (var file in WsdlDocuments.FileNames)
            {
                if (documents.TryFind(file, out var content))
                    await File.WriteAllBytesAsync(Path.Combine(target, file), content, cancellationToken);
            }

            return ExitCode.Success;
        });
        return command;
    }
}
