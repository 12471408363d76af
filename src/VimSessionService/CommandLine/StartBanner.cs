using VimSessionService.Vim25;
using VimSessionService.Web;

namespace VimSessionService.CommandLine;

/// <summary>
/// What a started service says on standard output: first <c>Listening on URL</c>, for which scripts wait, and <c>Admin on URL</c>, then who can log in and how,
/// in lines that can be pasted as they are. A password that the operator chose is not shown; the lines read it from
/// <c>VIMSESSION_PASSWORD</c>.
/// </summary>
internal sealed class StartBanner(TextWriter output, HostParts parts, KnownLogin? login)
{
    private const string PasswordVariable = "VIMSESSION_PASSWORD";

    /// <summary>The newest version that every release of pyVmomi in use knows.</summary>
    private const ApiVersion PyVmomiVersion = ApiVersion.V5_5;

    /// <summary>What checks the passwords of users who are not declared; null for nothing.</summary>
    public string? Authenticator { get; init; }

    /// <summary>What says what users may do whom no permission reaches; null for nothing.</summary>
    public string? Authorizer { get; init; }

    /// <summary>Writes it.</summary>
    /// <param name="url">The URL that works on this machine.</param>
    /// <param name="adminUrl">The URL of the admin API; null for none.</param>
    public void Write(Uri url, Uri? adminUrl)
    {
        output.WriteLine($"Listening on {url}");
        if (adminUrl is not null)
            output.WriteLine($"Admin on {adminUrl}");
        WriteUser();
        if (Authenticator is not null)
            output.WriteLine($"Other users: whom {Authenticator} lets in");
        if (Authorizer is not null)
            output.WriteLine($"Users without permissions: may do what {Authorizer} says");
        if (parts.Certificate is { } certificate)
            output.WriteLine($"Certificate: SHA-1 {certificate.Sha1Thumbprint}");
        if (login is not null)
        {
            WriteGovc(url, login);
            WritePyVmomi(url, login);
        }

        output.Flush();
    }

    /// <summary>Says where the SDK tunnel is.</summary>
    public void WriteTunnel(string urlHost, int port)
    {
        output.WriteLine($"SDK tunnel: http://{urlHost}:{port}");
        output.Flush();
    }

    private void WriteUser()
    {
        if (parts.Options.Accounts.Permissive)
            output.WriteLine("User: any name, with any password that is not empty (--permissive)");
        if (login is null)
            output.WriteLine("User: none of the declared users can log in with a password");
        else if (parts.Administrator is not null || !parts.Options.Accounts.Permissive)
            output.WriteLine($"User: {login.UserName}");
        if (parts.Administrator is { IsPasswordGenerated: true } generated)
            output.WriteLine($"Password: {generated.User.Password} (generated; set your own with --password)");
        else if (login is { IsShown: false })
            output.WriteLine($"Password: as configured; set {PasswordVariable} to it before you use the lines below");
    }

    private void WriteGovc(Uri url, KnownLogin login)
    {
        var password = login.IsShown ? Quoting.Shell(login.Password!) : $"\"${PasswordVariable}\"";
        output.WriteLine("govc:");
        output.WriteLine($"  export GOVC_URL={url} GOVC_USERNAME={Quoting.Shell(login.UserName)} GOVC_PASSWORD={password} GOVC_INSECURE=1{(GovcVersion.Setting(parts.Options.Emulation.ApiVersion) is { } minimum ? " " + minimum : "")}");
        output.WriteLine("  govc about");
    }

    private void WritePyVmomi(Uri url, KnownLogin login)
    {
        var user = Quoting.Python(login.UserName);
        var password = login.IsShown ? Quoting.Python(login.Password!) : $"os.environ['{PasswordVariable}']";
        var os = login.IsShown ? "" : "import os; ";
        var host = Quoting.Python(url.DnsSafeHost); // an IPv6 address without brackets
        output.WriteLine("pyVmomi:");
        if (parts.Certificate is not null)
        {
            output.WriteLine($"  {os}import ssl; from pyVim.connect import SmartConnect");
            output.WriteLine($"  si = SmartConnect(host={host}, port={url.Port}, user={user}, pwd={password}, sslContext=ssl._create_unverified_context())");
        }
        else
        {
            // SmartConnect of pyVmomi 6.7 gives HTTPConnection a TLS context for every host of this machine, which raises TypeError.
            output.WriteLine($"  {os}from pyVmomi import SoapStubAdapter, vim");
            output.WriteLine($"  si = vim.ServiceInstance('ServiceInstance', SoapStubAdapter(host={host}, port=-{url.Port}, version='{VersionOfPyVmomi()}'))");
            output.WriteLine($"  si.content.sessionManager.Login({user}, {password})");
        }

        output.WriteLine("  print(si.content.about.fullName)");
    }

    private string VersionOfPyVmomi() =>
        (ApiVersions.TryParse(parts.Options.Emulation.ApiVersion, out var served) && served < PyVmomiVersion ? served : PyVmomiVersion).InternalName();
}
