using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using VimSessionService.Commands;

namespace VimSessionService.CommandLine;

/// <summary>The usual help, with where options may stand and examples after it.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private const string Further = """
        A time is a number with a unit, such as 10s, 30m, 1h, 7d or 1h30m; a bare number is in seconds, of --session-timeout in
        minutes, of --sts-key-lifetime in days.

        Each option can also be set in the environment, by the name in capitals, and by the name in brackets in the JSON file of
        --config or in appsettings.json in the working directory. The command line takes precedence over the environment, the
        environment over --config, and --config over appsettings.json. Lists of Users, Roles, Permissions and Extensions stand in
        those files, in --users-file, or in the environment as VIMSESSION_USERS__0__NAME and so on.

        Options can be written as govmomi's vcsim does: -l, -username, -password, -tls=false, -esx, -api-version, -tlscert,
        -tlskey, -tunnel PORT, -E FILE, -stdinexit.

        Exit codes: 0 when the service was told to stop or the command succeeded, 1 when it failed, 2 when the options or the
        files that they name have to be corrected, 3 when a command found no running service.

        Examples:
          Serve on port 8989 as Administrator@vsphere.local, with a password that is generated and printed:
            VimSessionService
          Serve on every address, with a user of your own:
            VimSessionService --listen :8989 --username root --password secret
          Emulate an ESX host of version 7.0.3.2, over plain HTTP, on a free port:
            VimSessionService --esx --api-version 7.0 --tls false --listen 127.0.0.1:0
          Use a certificate of your own:
            VimSessionService --tls-cert server.pem --tls-key server.key
          Expire the sessions of the service that runs on this machine:
            VimSessionService sessions expire --all

        Connect with govc:
          GOVC_URL=https://127.0.0.1:8989/sdk GOVC_USERNAME=root GOVC_PASSWORD=secret GOVC_INSECURE=1 govc session.ls
        Connect with pyVmomi:
          import ssl; from pyVim.connect import SmartConnect
          si = SmartConnect(host='127.0.0.1', port=8989, user='root', pwd='secret', sslContext=ssl._create_unverified_context())
          print(si.content.sessionManager.currentSession)

        """;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var result = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not RootCommand)
            return result;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Commands to a running service; COMMAND --help shows what each takes:");
        foreach (var (name, description) in AdminCommands.Listed())
            output.WriteLine($"  {name,-12} {description}");
        output.WriteLine();
        output.WriteLine(Further);
        return result;
    }
}
