using System.Net;
using Microsoft.AspNetCore.Builder;
using Serilog.Core;
using VimSessionService.Certificates;
using VimSessionService.Options;
using VimSessionService.Storage;
using VimSessionService.Web;

namespace VimSessionService.Tests;

/// <summary>A service in this process, on a free port of the loopback address.</summary>
internal static class TestHost
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    public static HostParts Settings(ServiceOptions? options = null, bool tls = false) => new()
    {
        Options = options ?? new ServiceOptions(),
        Address = IPAddress.Loopback,
        Port = 0,
        Certificate = tls ? SelfSignedCertificate.LoadOrCreate(DataDirectory.Open(null, NoEnvironment), "", TimeProvider.System) : null,
        InstanceUuid = Guid.Empty,
        Administrator = null,
        Accounts = new Accounts(),
    };

    public static WebApplication Build(HostParts settings) => ServiceHost.Build(settings, Logger.None);

    public static Uri Url(this WebApplication app) => new(app.Urls.Single());
}
