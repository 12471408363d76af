using System.Net;
using VimSessionService.Options;
using VimSessionService.UsersFile;
using VimSessionService.Web;

namespace VimSessionService.Load.Servers;

/// <summary>The service's settings for a measurement within a process: plain HTTP on loopback, one administrator, as by its options.</summary>
internal static class BenchService
{
    /// <summary>The settings.</summary>
    /// <param name="userName">The administrator's name.</param>
    /// <param name="password">The administrator's password.</param>
    /// <param name="maxSessions">The cap of sessions.</param>
    /// <param name="others">Users besides the administrator.</param>
    public static HostParts Settings(string userName, string password, int maxSessions, params UserEntry[] others)
    {
        var options = new ServiceOptions();
        options.Tls.Enabled = false;
        options.Log.LogCalls = false;
        options.Sessions.MaxSessions = maxSessions;
        options.Accounts.Username = userName;
        options.Accounts.Password = password;
        var administrator = FirstAdministrator.For(options, anyUserDeclared: false);
        return new HostParts
        {
            Options = options,
            Address = IPAddress.Loopback,
            Port = 0,
            Certificate = null,
            InstanceUuid = new Guid("0b1c7a5e-4f5d-4c8e-9a35-0d3c4c9f1e11"),
            Administrator = administrator,
            Accounts = new Accounts { Users = [administrator!.User, .. others] },
        };
    }
}
