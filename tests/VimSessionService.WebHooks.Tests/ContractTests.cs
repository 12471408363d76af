using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.Contracts.Authorization;
using VimSessionService.Contracts.Users;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;

namespace VimSessionService.WebHooks.Tests;

/// <summary>A web hook that knows the users of the contracts.</summary>
public sealed class ContractHook : IAsyncLifetime
{
    private HookServer? _server;

    internal WebHookOptions Options => _server!.Options;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _server = await HookServer.StartAsync(
        static (context, request) => HookServer.SignedAsync(context, request, Answer(JsonNode.Parse(request.Body)!)));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private static string Answer(JsonNode question)
    {
        var name = (string)question["userName"]!;
        if ((string)question["question"]! == "authenticate")
            return name == "joe" && (string)question["password"]! == "S3cret!p\u00e4ss" ? """{"allowed":true}""" : """{"allowed":false}""";
        if (question["groups"]!.AsArray().Any(static group => (string)group! == "admins"))
            return """{"roles":["ReadOnly"],"privileges":["Sessions.TerminateSession"]}""";
        return name == "reader" ? """{"roles":["ReadOnly"]}""" : "{}";
    }
}

public sealed class WebHookCredentialValidatorContractTests(ContractHook hook) : CredentialValidatorContract, IClassFixture<ContractHook>
{
    protected override ICredentialValidator CreateValidator(string userName, string password) => new WebHookCredentialValidator(hook.Options, TimeProvider.System);
}

public sealed class RememberingCredentialValidatorContractTests(ContractHook hook) : CredentialValidatorContract, IClassFixture<ContractHook>
{
    protected override ICredentialValidator CreateValidator(string userName, string password) => new RemoteCredentialValidator(
        new WebHookCredentialValidator(hook.Options, TimeProvider.System), new RemoteCheckLimits { Timeout = TimeSpan.FromMinutes(1) }, TimeProvider.System, NullLogger.Instance);
}

public sealed class WebHookAuthorizerContractTests(ContractHook hook) : AuthorizerContract, IClassFixture<ContractHook>
{
    protected override IAuthorizer CreateAuthorizer() => new WebHookAuthorizer(hook.Options, new RoleDirectory(), TimeProvider.System);
}

public sealed class RememberingAuthorizerContractTests(ContractHook hook) : AuthorizerContract, IClassFixture<ContractHook>
{
    protected override IAuthorizer CreateAuthorizer()
    {
        var directory = new ServiceDirectory(TimeProvider.System);
        return new RemoteAuthorizer(
            new InventoryAuthorizer(directory, new InventoryTree(Root, "Datacenters")),
            new WebHookAuthorizer(hook.Options, directory.Roles, TimeProvider.System),
            new RemoteGrantLimits { Timeout = TimeSpan.FromMinutes(1) },
            TimeProvider.System);
    }
}
