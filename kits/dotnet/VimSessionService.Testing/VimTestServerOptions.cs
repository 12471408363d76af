using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Hosting;

namespace VimSessionService.Testing;

/// <summary>What a vCenter for a test is to be.</summary>
public sealed class VimTestServerOptions
{
    /// <summary>The options of the service: which release it is, more users, limits of sessions.</summary>
    public VimSessionServiceOptions Service { get; } = new() { LogCalls = false };

    /// <summary>The administrator's name; <c>root</c> suits an ESX host.</summary>
    public string UserName { get; set; } = "administrator@vsphere.local";

    /// <summary>The administrator's password.</summary>
    public string Password { get; set; } = "VMware1!";

    /// <summary>Whether clients connect by HTTPS. <see cref="VimTestServer.Certificate"/> is what they are to trust then.</summary>
    public bool UseTls { get; set; }

    /// <summary>How many calls the journal keeps.</summary>
    public int JournalCalls { get; set; } = 10_000;

    /// <summary>Adds services, before those of the kit: plugs such as an <c>ICredentialValidator</c>, or logging. Null for none.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; set; }
}
