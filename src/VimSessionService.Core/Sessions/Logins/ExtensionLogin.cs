using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Tables;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Sessions.Logins;

/// <summary>
/// Logs extensions in by the certificate of their TLS connection (specification, LoginExtensionByCertificate and
/// LoginExtensionBySubjectName). The order of checks: second login, locale, whether there is a certificate at all, the key, the proof. Who
/// shows no certificate does not learn which keys are registered.
/// </summary>
internal sealed class ExtensionLogin(SessionService sessions, ExtensionDirectory extensions, ITableChanges tables, ClientCertificateVerifier verifier, LocaleCatalog locales)
{
    /// <summary>Servers from this version on do not tell an unknown extension from a wrong certificate.</summary>
    private const ApiVersion HidesUnknown = ApiVersion.V4_0;

    /// <summary>Logs an extension in with the certificate that was set for it. The certificate may have expired and need not be trusted.</summary>
    /// <exception cref="VimFaultException">
    /// InvalidLogin: a second login, an unknown extension, or another certificate; InvalidLocale; NoClientCertificate.
    /// </exception>
    /// <exception cref="SessionCapReachedException">No further session is admitted.</exception>
    public async ValueTask<SessionOpened> ByCertificateAsync(CallContext call, string key, string? locale)
    {
        await BeginAsync(call, locale);
        var shown = CertificateOf(call);
        var extension = extensions.Find(key) ?? throw await sessions.RefuseCredentialsAsync(call, key, "the extension is not registered");
        if (extension.Certificate is not { } expected)
            throw await sessions.RefuseCredentialsAsync(call, key, "no certificate is set for the extension");
        if (!expected.Matches(shown))
            throw await sessions.RefuseCredentialsAsync(call, key, "the certificate is not the one that is set for the extension");
        return await OpenAsync(call, extension, locale);
    }

    /// <summary>Logs an extension in by a trusted certificate with the subject that it was registered with.</summary>
    /// <exception cref="VimFaultException">
    /// InvalidLogin: a second login, an unknown extension, or another subject; NotFound instead for an unknown extension, to calls of
    /// versions before 4.0; InvalidLocale; NoSubjectName; NoClientCertificate; InvalidClientCertificate.
    /// </exception>
    /// <exception cref="SessionCapReachedException">No further session is admitted.</exception>
    public async ValueTask<SessionOpened> BySubjectNameAsync(CallContext call, string key, string? locale)
    {
        await BeginAsync(call, locale);
        var shown = CertificateOf(call);
        if (extensions.Find(key) is not { } extension)
        {
            var refused = await sessions.RefuseCredentialsAsync(call, key, "the extension is not registered");
            throw call.Version < HidesUnknown ? new VimFaultException(new NotFound(), refused.Message) : refused;
        }

        if (string.IsNullOrEmpty(extension.Description.SubjectName))
            throw new VimFaultException(new NoSubjectName(), "the extension is registered without a subject name");
        if (verifier.Problem(shown) is { } problem)
            throw new VimFaultException(new InvalidClientCertificate(), (await sessions.RefuseCredentialsAsync(call, key, problem)).Message);
        if (!SubjectName.Matches(extension.Description.SubjectName, shown.SubjectName))
            throw await sessions.RefuseCredentialsAsync(call, key, "the certificate's subject is not the registered one");
        return await OpenAsync(call, extension, locale);
    }

    private async ValueTask BeginAsync(CallContext call, string? locale)
    {
        await sessions.RefuseSecondLoginAsync(call);
        locales.Resolve(locale);
    }

    private static X509Certificate2 CertificateOf(CallContext call) =>
        call.Client.Certificate ?? throw new VimFaultException(new NoClientCertificate(), "the connection has no client certificate");

    private async ValueTask<SessionOpened> OpenAsync(CallContext call, RegisteredExtension extension, string? locale)
    {
        var opened = await sessions.OpenAsync(call, extension.Identity, locale, extensionSession: true);
        try
        {
            await tables.RunAsync(() => extensions.Beat(extension.Description.Key), CancellationToken.None);
        }
        catch (ServiceBusyException)
        {
            // The session is there; a heartbeat is missing.
        }

        return opened;
    }
}
