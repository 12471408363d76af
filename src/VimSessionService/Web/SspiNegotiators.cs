using System.Runtime.InteropServices;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Identity.Negotiation;
using VimSessionService.Options;

namespace VimSessionService.Web;

/// <summary>The accepting side of SSPI logins, as the options have it.</summary>
internal static class SspiNegotiators
{
    private const string Library = "libgssapi_krb5.so.2";

    /// <summary>What makes it once the accounts are known; null when there is none. For Kerberos the keytab is made known to the library.</summary>
    /// <exception cref="StartupException">The library is missing, or the keytab is of no use.</exception>
    public static Func<AccountDirectory, INegotiator>? Of(SspiOptions options, Serilog.ILogger logger)
    {
        switch (options.Mode)
        {
            case SspiMode.Kerberos:
                var acceptor = new NegotiateAcceptor(OpenKeytab(options, logger), RealmDomains.Parse(options.SspiRealmDomain));
                return _ => acceptor;
            case SspiMode.Scripted:
                logger.Warning("--sspi scripted: LoginBySSPI logs in whoever names an account, without any proof. Only for tests of clients");
                return accounts => new ScriptedNegotiator(accounts, options.SspiScriptLegs, options.SspiScriptUser);
            default:
                return null;
        }
    }

    private static Keytab OpenKeytab(SspiOptions options, Serilog.ILogger logger)
    {
        var keytab = ReadKeytab(options);
        if (!NativeLibrary.TryLoad(Library, out var library))
            throw new StartupException($"--sspi kerberos needs the library {Library}, which is not there. Install it (Debian: apt-get install libgssapi-krb5-2).");
        NativeLibrary.Free(library);
        NativeEnvironment.Set("KRB5_KTNAME", $"FILE:{keytab.Path}");
        logger.Information("LoginBySSPI takes Kerberos tickets for {Principals}", string.Join(", ", keytab.Principals));
        return keytab;
    }

    private static Keytab ReadKeytab(SspiOptions options)
    {
        try
        {
            return Keytab.Open(options.Keytab!, options.SspiPrincipal);
        }
        catch (FormatException failure)
        {
            throw new StartupException($"--keytab: '{options.Keytab}' cannot be used: {failure.Message}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"--keytab: '{options.Keytab}' cannot be read ({failure.Message}).");
        }
    }
}
