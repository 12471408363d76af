using System.Security;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Lookup;

/// <summary>The response to a call, and what is logged about it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Content">The answer.</param>
/// <param name="Operation">The method.</param>
/// <param name="Fault">The fault's type; null for none.</param>
/// <param name="Reason">Why; null for nothing to add.</param>
internal sealed record LookupAnswer(int Status, string Content, string Operation, string? Fault = null, string? Reason = null);

/// <summary>
/// The lookup service, which gives clients the addresses and the certificates of the services of single sign-on. Everybody can read it;
/// nobody can change it.
/// </summary>
internal sealed class LookupService
{
    /// <summary>The longest message in bytes; no call holds more than a filter.</summary>
    public const int LongestMessage = 64 * 1024;

    private const string Instance = "ServiceInstance";
    private static readonly LookupObjects Objects = new("lookupService", "ServiceRegistration", "deploymentInformationService", "l10n");

    private readonly LookupCatalog _catalog;
    private readonly Lazy<string?> _trust;
    private readonly MessageLimits _limits;

    /// <summary>Makes the service.</summary>
    public LookupService(LookupInstance instance)
    {
        _catalog = new LookupCatalog(instance);
        _limits = instance.Message;
        _trust = new(() => instance.Certificate is { } certificate ? Convert.ToBase64String(certificate.Span) : null);
    }

    /// <summary>Answers a call.</summary>
    /// <param name="message">The message.</param>
    /// <param name="address">The address it was sent to.</param>
    /// <param name="cancellationToken">Cancelled when the client has gone.</param>
    public LookupAnswer Answer(ReadOnlyMemory<byte> message, ServiceAddress address, CancellationToken cancellationToken)
    {
        if (message.IsEmpty)
            return AnswerNothing();
        LookupRequest request;
        try
        {
            request = LookupRequest.Read(message, _limits, cancellationToken);
        }
        catch (ProofRefusedException unreadable)
        {
            return Fault("(none)", "InvalidRequest", "\nUnable to parse the request", "", unreadable.Message);
        }

        return (request.ObjectId, request.Method) switch
        {
            (Instance, nameof(LookupOperation.RetrieveServiceContent)) => Result(request, LookupResponses.Content(Objects)),
            (var id, nameof(LookupOperation.List)) when id == Objects.Registration => List(request, address),
            (var id, nameof(LookupOperation.Get)) when id == Objects.Registration => Get(request, address),
            (var id, nameof(LookupOperation.GetSiteId)) when id == Objects.Registration => Result(request, LookupResponses.Returned(_catalog.SiteId)),
            (var id, nameof(LookupOperation.GetLocale)) when id == Objects.Localization => Result(request, LookupResponses.Returned("en")),
            (var id, nameof(LookupOperation.Create) or nameof(LookupOperation.Set) or nameof(LookupOperation.Delete)) when id == Objects.Registration => NotSupported(request),
            (var id, nameof(LookupOperation.SetLocale)) when id == Objects.Localization => NotSupported(request),
            (var id, nameof(LookupOperation.RetrieveHaBackupConfiguration)) when id == Objects.Deployment || id == Objects.Service => NotSupported(request),
            var (id, _) when id is not Instance && id != Objects.Registration && id != Objects.Localization && id != Objects.Service && id != Objects.Deployment =>
                Fault(request.Method, "ManagedObjectNotFound", "The object has already been deleted or has not been completely created", $"<obj>{SecurityElement.Escape(id)}</obj>", "there is no such object"),
            _ => Fault(request.Method, "InvalidRequest", $"Unable to resolve WSDL method name {request.Method.Truncate(100)}", "", "there is no such method"),
        };
    }

    /// <summary>The method that a message calls; null when it cannot be read.</summary>
    public string? MethodOf(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            return message.IsEmpty ? null : LookupRequest.Read(message, _limits, cancellationToken).Method;
        }
        catch (ProofRefusedException)
        {
            return null;
        }
    }

    /// <summary>Answers a request without a message, such as a GET: real servers answer with a parser's error about the missing document.</summary>
    public static LookupAnswer AnswerNothing() =>
        new(500, LookupResponses.Unreadable("Unexpected EOF in prolog\n at [row,col {unknown-source}]: [1,0]"), "(none)", "InvalidRequest", "there is no message");

    private LookupAnswer List(LookupRequest request, ServiceAddress address)
    {
        // Real servers answer the lack of a filter with a fault that they cannot write themselves.
        if (request.Argument("filterCriteria") is not { } criteria)
            return Fault(request.Method, "SystemError", "LookupFaultServiceFault", "<reason>Invalid fault</reason>", "there is no filter");
        var found = new LookupFilter(criteria).Apply(_catalog, _catalog.At(address));
        return Result(request, string.Concat(found.Select(service => LookupResponses.Service(service, _catalog, _trust.Value))));
    }

    private LookupAnswer Get(LookupRequest request, ServiceAddress address)
    {
        var id = LookupRequest.Text(request.Arguments, "serviceId") ?? "";
        return _catalog.At(address).FirstOrDefault(service => service.Id == id) is { } found
            ? Result(request, LookupResponses.Service(found, _catalog, _trust.Value))
            : Fault(request.Method, "LookupFaultEntryNotFoundFault", "LookupFaultEntryNotFoundFault", $"<name>{SecurityElement.Escape(id)}</name>", "there is no such service");
    }

    private static LookupAnswer Result(LookupRequest request, string content) => new(200, LookupResponses.Result(request.Method, content), request.Method);

    private static LookupAnswer NotSupported(LookupRequest request) =>
        Fault(request.Method, "NotSupported", "The operation is not supported on the object.", "", "the service lets nobody change it");

    private static LookupAnswer Fault(string method, string type, string text, string members, string reason) =>
        new(500, LookupResponses.Fault(type, text, members), method, type, reason);
}
