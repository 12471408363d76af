using System.Text.Json;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Http;
using VimSessionService.Endpoint.Tickets;
using VimSessionService.Identity.Detached;
using VimSessionService.Vapi.Errors;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vapi.Requests;

namespace VimSessionService.Vapi.Rest;

/// <summary>A REST request and its response.</summary>
internal sealed class RestRequest(
    string formatName, VapiServer server, RestEncoding encoding, RestChallenge challenge, OpenIdAccess access, HttpExchange exchange, RequestBudget budget, RequestBuffers buffers)
    : VapiRequest(server, exchange, budget, buffers)
{
    /// <summary>With this header no cookie is set: the client sends the id in a header, which no other site can make a browser do.</summary>
    private const string UseHeader = "vmware-use-header-authn";

    private string? _newId;

    /// <inheritdoc/>
    public override string FormatName => formatName;

    /// <inheritdoc/>
    protected override VapiError NotFound => encoding.IsWrapped
        ? new(VapiErrorKind.NotFound, "com.vmware.vapi.rest.operationsForUrlNotFound", $"Unable to find operations for URL: {Exchange.Path}.", Exchange.Path)
        : new(VapiErrorKind.NotFound, "com.vmware.vapi.rest.httpNotFound", "Not found.");

    /// <inheritdoc/>
    protected override async ValueTask<VapiCall> ReadCallAsync()
    {
        if (!RestResource.Exists(Exchange.Path, Server.Version))
            throw Refuse(NotFound, "nothing is served at this path of the vSphere Automation API");
        await ReadBodyAsync(Server.MaxRequestBytes);
        var operation = RestResource.OperationOf(encoding.IsWrapped, Exchange.Method, RestResource.ActionOf(encoding.IsWrapped, Exchange.Query));
        return operation == VapiOperation.Create
            ? new VapiCall(operation, ReadCredential(), [])
            : new VapiCall(operation, null, SessionHeader.Find(Exchange));
    }

    /// <inheritdoc/>
    protected override int WriteCreated(Utf8JsonWriter json, string id)
    {
        _newId = id;
        encoding.BeginValue(json);
        json.WriteStringValue(id);
        encoding.EndValue(json);
        return encoding.IsWrapped ? 200 : 201;
    }

    /// <inheritdoc/>
    protected override int WriteSession(Utf8JsonWriter json, VapiSessionInfo session)
    {
        encoding.BeginValue(json);
        json.WriteStartObject();
        json.WriteString("user", session.User);
        json.WriteString("created_time", session.Created);
        json.WriteString("last_accessed_time", session.LastAccessed);
        json.WriteEndObject();
        encoding.EndValue(json);
        return 200;
    }

    /// <inheritdoc/>
    protected override int WriteDeleted(Utf8JsonWriter json) => encoding.IsWrapped ? 200 : 204;

    /// <inheritdoc/>
    protected override int WriteError(Utf8JsonWriter json, VapiError error)
    {
        encoding.WriteError(json, error, error.Kind == VapiErrorKind.Unauthenticated ? Challenge : null);
        return error.Status;
    }

    /// <inheritdoc/>
    protected override void SetHeaders(int status)
    {
        if (status == VapiErrorKind.Unauthenticated.Status)
            Exchange.SetHeader("WWW-Authenticate", Challenge);
        if (_newId is { } id && encoding.IsWrapped && status == 200 && !string.Equals(Exchange.FirstHeader(UseHeader), "true", StringComparison.OrdinalIgnoreCase))
            Exchange.SetHeader("Set-Cookie", $"{SessionHeader.Name}={id}; Path=/rest; {(Exchange.IsSecure ? "Secure; " : "")}HttpOnly");
    }

    private string Challenge => challenge.For(Exchange.FirstHeader("Host"), Exchange.IsSecure);

    private VapiCredential ReadCredential()
    {
        var header = Exchange.FirstHeader("Authorization");
        if (BasicCredentials.TryRead(header, out var basic))
            return new VapiCredential.Password(basic.UserName, basic.Password);
        if (access.ForSessions is { } tokens && BearerAuthorization.TokenOf(header) is { } bearer)
            return new VapiCredential.Token(new AccessTokenProof(bearer, tokens));
        if (!SignAuthorization.IsIn(header))
            throw Refuse(VapiError.Unauthenticated, header is null ? "the request has no credentials" : "the header Authorization is malformed, or of a scheme that is not accepted");
        try
        {
            return new VapiCredential.Token(SignAuthorization.Read(header!, new SignedRequestParts(Exchange.Method, Exchange.Path, Exchange.FirstHeader("Host"), Body), Server.MaxTokenBytes));
        }
        catch (ProofRefusedException refused)
        {
            throw Refuse(VapiError.Unauthenticated, refused.Message);
        }
    }
}
