using VimSessionService.AdminClient.Access;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Vim25;

namespace VimSessionService.Lab.Access;

/// <summary>Extensions as tests register them.</summary>
internal static class ExtensionEntries
{
    /// <summary>Refuses an extension that cannot be registered.</summary>
    /// <exception cref="RefusedException">It is one.</exception>
    public static void Check(ExtensionInfo wanted)
    {
        if (ExtensionDirectory.KeyProblem(wanted.Key) is { } problem)
            throw new RefusedException("key", problem);
        if (wanted is { SubjectName: not null, Certificate: not null })
            throw new RefusedException("certificate", "excludes subjectName: an extension logs in by one of the two");
        if (wanted.Certificate is { } pem && CertificateHash.OfPem(pem) is null)
            throw new RefusedException("certificate", "is no certificate in PEM form");
    }

    /// <summary>Registers an extension that was checked.</summary>
    /// <exception cref="RefusedException">There is one of the key.</exception>
    public static void Register(ExtensionDirectory extensions, ExtensionInfo wanted)
    {
        var name = wanted.Name ?? wanted.Key;
        try
        {
            extensions.Register(new Extension
            {
                Key = wanted.Key,
                Description = new Description { Label = name, Summary = name },
                Version = wanted.Version ?? "1.0",
                Company = wanted.Company,
                SubjectName = wanted.SubjectName,
                LastHeartbeatTime = default,
            });
        }
        catch (VimFaultException refused)
        {
            throw new RefusedException("key", refused.Message);
        }

        if (wanted.Certificate is not null)
            extensions.SetCertificate(wanted.Key, wanted.Certificate, shown: null);
    }
}
