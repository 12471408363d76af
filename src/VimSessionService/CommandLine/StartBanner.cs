using VimSessionService.UsersFile;

namespace VimSessionService.CommandLine;

/// <summary>What a started service says on standard output. Scripts wait for the first line.</summary>
public static class StartBanner
{
    /// <summary>Writes it.</summary>
    /// <param name="output">Standard output.</param>
    /// <param name="settings">What the service was built from.</param>
    /// <param name="urlHost">The host that works on this machine.</param>
    /// <param name="port">The port bound.</param>
    public static void Write(TextWriter output, HostSettings settings, string urlHost, int port)
    {
        var tls = settings.Certificate is not null;
        var url = $"{(tls ? "https" : "http")}://{urlHost}:{port}/sdk";
        output.WriteLine($"Listening on {url}");
        WriteUser(output, settings);
        if (settings.Certificate is { } certificate)
            output.WriteLine($"Certificate: SHA-1 {certificate.Sha1Thumbprint}");

        var user = UserOf(settings);
        output.WriteLine("govc:");
        output.WriteLine($"  export GOVC_URL={url} GOVC_USERNAME='{user}' GOVC_PASSWORD=… GOVC_INSECURE=1");
        output.WriteLine("  govc session.ls");
        output.WriteLine("pyVmomi:");
        output.WriteLine(tls ? "  import ssl; from pyVim.connect import SmartConnect" : "  from pyVim.connect import SmartConnect");
        output.WriteLine(tls
            ? $"  si = SmartConnect(host='{urlHost}', port={port}, user='{user}', pwd='…', sslContext=ssl._create_unverified_context())"
            : $"  si = SmartConnect(protocol='http', host='{urlHost}', port={port}, user='{user}', pwd='…')");
        output.Flush();
    }

    /// <summary>Says where the SDK tunnel is.</summary>
    public static void WriteTunnel(TextWriter output, string urlHost, int port)
    {
        output.WriteLine($"SDK tunnel: http://{urlHost}:{port}");
        output.Flush();
    }

    private static void WriteUser(TextWriter output, HostSettings settings)
    {
        if (settings.Options.Accounts.Permissive)
            output.WriteLine("User: any name, with any password that is not empty (--permissive)");
        if (settings.Administrator is not { } administrator)
            return;
        output.WriteLine($"User: {administrator.User.Name}");
        if (administrator.IsPasswordGenerated)
            output.WriteLine($"Password: {administrator.User.Password} (generated; set your own with --password)");
    }

    private static string UserOf(HostSettings settings) =>
        settings.Administrator?.User.Name
        ?? settings.Accounts.Users.FirstOrDefault()?.Name
        ?? (settings.Options.Emulation.Esx ? FirstAdministrator.EsxName : FirstAdministrator.VCenterName);
}
