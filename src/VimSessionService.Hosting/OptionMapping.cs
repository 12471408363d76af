using System.Security.Cryptography;
using VimSessionService.Core;
using VimSessionService.Core.Events;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint;
using VimSessionService.Identity.Saml;
using VimSessionService.Identity.Signatures;
using VimSessionService.Identity.Sts;
using VimSessionService.Identity.Xml;
using VimSessionService.Inventory;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;
using VimSessionService.Xml;

namespace VimSessionService.Hosting;

/// <summary>Makes the settings of each area of the options. The options are valid.</summary>
internal static class OptionMapping
{
    /// <summary>The product.</summary>
    /// <param name="options">The options.</param>
    /// <param name="served">The inventory that is served; null for none.</param>
    public static ServiceFlavor ToFlavor(this VimSessionServiceOptions options, ServedInventory? served)
    {
        var emulation = options.Emulation;
        var version = VersionOf(emulation.ApiVersion);
        var release = emulation.ProductVersion is { } product ? ProductRelease.Find(product) : null;
        var uuid = emulation.InstanceUuid is { } text ? Guid.ParseExact(text, "D") : emulation.Seed is { } seed ? new SeededRandomness(~seed).NewGuid() : Guid.NewGuid();
        var flavor = emulation.Esx ? EsxFlavor.Create(version, release) : VCenterFlavor.Create(version, uuid, release);
        flavor = flavor with { DatacenterName = emulation.Datacenter };
        return served?.Root is { } root ? flavor with { Content = flavor.Content with { RootFolder = root.Object.Reference }, RootFolderName = root.Name } : flavor;
    }

    /// <summary>The endpoint.</summary>
    /// <param name="options">The options.</param>
    /// <param name="served">The inventory that is served; null for none.</param>
    public static EndpointOptions ToEndpointOptions(this VimSessionServiceOptions options, ServedInventory? served) => new()
    {
        Catalog = served?.Catalog ?? VimCatalog.Declared,
        Version = VersionOf(options.Emulation.ApiVersion),
        AbsentActionVersion = VersionOf(options.Emulation.UnversionedApiVersion),
        MaxRequestBytes = options.Requests.MaxRequestBytes,
        Limits = new XmlLimits
        {
            MaxDepth = options.Requests.MaxDepth,
            MaxElements = options.Requests.MaxElements,
            MaxAttributes = options.Requests.MaxAttributes,
            MaxNamespaces = options.Requests.MaxNamespaces,
        },
        LenientMemberOrder = options.Emulation.LenientMemberOrder,
        GzipMinimumBytes = options.Requests.GzipMinimumBytes,
    };

    /// <summary>The limits of requests and sessions. With an inventory they are larger by what reading all of its objects takes.</summary>
    public static WorkLimits ToWorkLimits(this VimSessionServiceOptions options, ServedInventory? served)
    {
        const int WorkOfObject = 1_000;
        const int AnswerBytesOfObject = 16 * 1024;
        const int SessionBytesOfObject = 8 * 1024;

        var objects = served is null ? 0L : served.Entries.Count + served.Others.Count;
        return new WorkLimits
        {
            MaxRequestBytes = options.Requests.MaxRequestBytes,
            MaxRequestTime = options.Requests.MaxRequestTime,
            MaxWaiting = options.Requests.WorkQueue,
            SharePercent = options.Requests.MemoryShare,
            MaxRequestWork = With(options.Requests.MaxRequestWork, WorkOfObject),
            MaxResponseBytes = With(options.Requests.MaxResponseBytes, AnswerBytesOfObject),
            MaxSessionBytes = With(options.Sessions.MaxSessionBytes, SessionBytesOfObject),
        };

        int With(int limit, int ofObject) => (int)Math.Min(limit + (objects * ofObject), Array.MaxLength);
    }

    /// <summary>How long and how many sessions live.</summary>
    public static SessionLimits ToSessionLimits(this VimSessionServiceOptions options) => new()
    {
        IdleTimeout = options.Sessions.SessionTimeout,
        MaxSessions = options.Sessions.MaxSessions,
        ReservedSessions = options.Sessions.ReservedSessions,
        MaxUserSessions = options.Sessions.MaxUserSessions,
        AdoptsCookies = options.Sessions.AdoptCookies,
    };

    /// <summary>How many events are kept.</summary>
    public static EventRetention ToEventRetention(this VimSessionServiceOptions options) => new()
    {
        Capacity = options.Emulation.EventLogSize,
        MaxBytes = options.Emulation.EventLogBytes,
        IsAgeLimited = !options.Emulation.Esx,
    };

    /// <summary>The security token service.</summary>
    public static StsOptions ToStsOptions(this VimSessionServiceOptions options) => new()
    {
        LongestBearerToken = options.SingleSignOn.MaxBearerLifetime,
        LongestHolderOfKeyToken = options.SingleSignOn.MaxHokLifetime,
        ClockTolerance = options.SingleSignOn.ClockTolerance,
        WeakHashes = WeakHashesOf(options.SingleSignOn),
        Message = options.ToMessageLimits(),
    };

    /// <summary>The verification of tokens.</summary>
    public static AssertionOptions ToAssertionOptions(this VimSessionServiceOptions options) => new()
    {
        ClockSkew = options.SingleSignOn.ClockTolerance,
        Audiences = TokenAudiences.Split(options.SingleSignOn.TokenAudiences),
        OwnHosts = options.OwnHosts is { Count: > 0 } named ? named : ServiceNames.Of(options.Certificate, address: null),
        MaxTokenBytes = options.SingleSignOn.MaxTokenBytes,
        Message = options.ToMessageLimits(),
        WeakHashes = WeakHashesOf(options.SingleSignOn),
    };

    /// <summary>What the work on one message of single sign-on may cost.</summary>
    public static MessageLimits ToMessageLimits(this VimSessionServiceOptions options) => new()
    {
        CanonicalMultiple = options.SingleSignOn.MaxCanonicalMultiple,
        MaxTime = options.Requests.MaxRequestTime,
    };

    /// <summary>What clients are told of the certificate.</summary>
    public static ServerCertificateInfo ToCertificateInfo(this VimSessionServiceOptions options) => options.Certificate is not { } certificate
        ? new()
        : new()
        {
            Sha1Thumbprint = Colons(certificate.GetCertHashString(HashAlgorithmName.SHA1)),
            Sha256Thumbprint = Colons(certificate.GetCertHashString(HashAlgorithmName.SHA256)),
            Pem = certificate.ExportCertificatePem(),
            ChainPem = certificate.ExportCertificatePem() + "\n",
            PublicKeyPem = () => PemEncoding.WriteString("PUBLIC KEY", certificate.PublicKey.ExportSubjectPublicKeyInfo()),
            RawData = certificate.RawDataMemory,
        };

    /// <summary>Whether the security token service is served.</summary>
    public static bool IssuesTokens(this VimSessionServiceOptions options) => options.SingleSignOn.Sts ?? !options.Emulation.Esx;

    private static ApiVersion VersionOf(string text) =>
        ApiVersions.TryParse(text, out var version) ? version : throw new ArgumentException($"'{text}' is no version of the API.", nameof(text));

    private static WeakHashes WeakHashesOf(SingleSignOnOptions options) =>
        (options.AllowSha1Tokens ? WeakHashes.Sha1 : WeakHashes.None) | (options.AllowMd5Tokens ? WeakHashes.Md5 : WeakHashes.None);

    private static string Colons(string hex) => string.Join(':', hex.Chunk(2).Select(static pair => new string(pair)));
}
