using System.CommandLine;
using Serilog.Core;
using Serilog.Extensions.Logging;
using VimSessionService.Admin.Listening;
using VimSessionService.Certificates;
using VimSessionService.Commands;
using VimSessionService.Core;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Identity.Keys;
using VimSessionService.Inventory;
using VimSessionService.Lab.Clock;
using VimSessionService.Lab.Scenarios.Reading;
using VimSessionService.Logging;
using VimSessionService.Options;
using VimSessionService.Redis;
using VimSessionService.RemoteUsers;
using VimSessionService.SharedState;
using VimSessionService.StartScenarios;
using VimSessionService.Storage;
using VimSessionService.Transport;
using VimSessionService.UsersFile;
using VimSessionService.Web;

namespace VimSessionService.CommandLine;

/// <summary>The command without a name: serve until told to stop.</summary>
internal sealed class ServeCommand(ProcessEnvironment surroundings, InvocationConfiguration console)
{
    /// <summary>How long the end of the process waits for the last lines of the log.</summary>
    private static readonly TimeSpan LastWriteTime = TimeSpan.FromSeconds(2);

    public async Task<int> RunAsync(IReadOnlyDictionary<string, string> given, CancellationToken cancellationToken)
    {
        var loaded = OptionsLoader.Load(new OptionSources
        {
            CommandLine = given,
            Environment = surroundings.Environment,
            WorkingDirectory = surroundings.WorkingDirectory,
        });
        foreach (var problem in loaded.Errors)
            console.Error.WriteLine(problem);
        if (loaded.Errors.Count > 0)
            return ExitCode.BadOptions;

        var level = new LogLevelControl(loaded.Options.Log.LogLevel);
        var logger = ServiceLogger.Create(loaded.Options.Log, surroundings.WriteLog, level);
        try
        {
            foreach (var warning in loaded.Warnings)
                logger.Warning("{Warning}", warning);
            await ServeAsync(loaded.Options, level, logger, cancellationToken);
            return ExitCode.Success;
        }
        catch (Exception failure) when (failure is StartupException or UsersFileException or ScenarioException or InventoryException)
        {
            console.Error.WriteLine(failure.Message);
            return ExitCode.BadOptions;
        }
        catch (Exception failure) when (BindFailure.Is(failure))
        {
            console.Error.WriteLine(BindFailure.Describe(failure, loaded.Options));
            return ExitCode.Failed;
        }
        finally
        {
            // Writes what is waiting, unless nobody reads it.
            await Task.WhenAny(Task.Run(logger.Dispose, CancellationToken.None), Task.Delay(LastWriteTime, CancellationToken.None));
        }
    }

    private async Task ServeAsync(ServiceOptions options, LogLevelControl level, Logger logger, CancellationToken cancellationToken)
    {
        if (!ListenAddress.TryParse(options.Transport.Listen, out var listen))
            throw new StartupException($"--listen: '{options.Transport.Listen}' is no address to listen on.");
        if (WebHookFactory.NeedSystemRoots(options.Hooks) || LdapFactory.NeedsSystemRoots(options.Ldap) || OpenIdFactory.NeedsSystemRoots(options.OpenId) || StoreFactory.NeedsSystemRoots(options.Store))
            SystemRoots.Read(surroundings.Environment);
        using var loggers = new SerilogLoggerFactory(logger);
        using var authenticator = WebHookFactory.Authenticator(options, TimeProvider.System, loggers) ?? LdapFactory.Authenticator(options, TimeProvider.System, loggers);
        using var authorizer = WebHookFactory.Authorizer(options, TimeProvider.System);
        using var trusted = options.Sso.TrustedSts is { } file ? new TrustedStsFile(file, TimeProvider.System, loggers.CreateLogger<TrustedStsFile>()) : null;
        var openIdKeys = OpenIdFactory.Keys(options.OpenId, TimeProvider.System, loggers);
        using var watchedKeys = openIdKeys as IDisposable;
        await using var store = StoreFactory.Create(options.Store);
        using var clock = AdminAddress.Of(options) is null ? null : new LabClock(store?.Clock);
        var data = OpenData(options, logger);
        if (options.Emulation.Seed is { } seed)
            logger.Warning("--seed {Seed}: keys, cookies, tickets and UUIDs can be foretold by everybody who knows the number. For tests only; never where others can reach the service", seed);
        if (store is not null)
            logger.Warning("{Warning}", StoreFactory.Warning);
        var (prepared, login) = await PrepareAsync(options, listen, data, trusted, store, clock ?? store?.Clock ?? TimeProvider.System, logger, cancellationToken);
        var parts = prepared with { LogLevel = (level, logger), OpenIdKeys = openIdKeys, Authenticator = authenticator?.Validator, Authorizer = authorizer is null ? null : authorizer.Make };
        using var certificate = parts.Certificate;
        await using var app = ServiceHost.Build(parts, logger);
        var served = app.Services.GetRequiredService<InventoryChoice>().Served;
        foreach (var problem in served?.Problems ?? [])
            logger.Warning("--inventory: {Problem}", problem);
        foreach (var late in served?.Late ?? [])
            late.TellTo(problem => logger.Warning("--inventory: {Problem}", problem));
        await app.StartAsync(cancellationToken);
        using var hangUp = ReloadSignal.Create(
            loggers.CreateLogger<ReloadSignal>(), [app.Services.GetRequiredService<AccountSource>().ReadNow, () => trusted?.ReadNow(), () => (openIdKeys as JwksFile)?.ReadNow()]);
        var url = new Uri($"{(certificate is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps)}://{listen.UrlHost}:{BoundPort(app.Urls.First())}/sdk");
        var banner = new StartBanner(console.Output, parts, login) { Authenticator = authenticator?.Shown, Authorizer = authorizer?.Shown };
        var adminUrl = AdminUrl(app, parts.Admin);
        using var adminFile = adminUrl is null ? null : AdminFile.Write(data, adminUrl, parts.Admin!.Token);
        banner.Write(url, adminUrl);
        if (TunnelOf(options) is { } tunnel)
            banner.WriteTunnel(tunnel.UrlHost, BoundPort(app.Urls.Last()));
        var starter = new ParentProcess(options.Process, surroundings.Input, console.Output, logger);
        starter.Tell(EnvLine.Of(url, login, parts.Options.Emulation.ApiVersion, Environment.ProcessId));
        starter.StopWithInput(app.Lifetime);
        await app.WaitForShutdownAsync(cancellationToken);
        if (parts is { Certificate: null, TunnelCertificate: { IsValueCreated: true } made })
            made.Value.Dispose();
    }

    private async Task<(HostParts Parts, KnownLogin? Login)> PrepareAsync(ServiceOptions options, ListenAddress listen, DataDirectory data, TrustedStsFile? trusted, RedisStore? store, TimeProvider time, Logger logger, CancellationToken cancellationToken)
    {
        var declared = new Accounts { Users = options.Accounts.Users, Roles = options.Accounts.Roles, Permissions = options.Accounts.Permissions, Extensions = options.Accounts.Extensions };
        var ofFile = options.Accounts.UsersFile is { } file ? UsersFileReader.Load(file, declared) : new UsersFileContent(new Accounts(), []);
        var everybody = declared.With(ofFile.Accounts);
        foreach (var odd in AccountsValidator.Warnings(declared, ofFile.Accounts))
            logger.Warning("{Problem}", odd);
        if (AccountsValidator.WithoutPermission(declared, ofFile.Accounts) is { } without)
            logger.Warning("{Problem}", without);
        foreach (var odd in ofFile.Warnings)
            logger.Warning("{Problem}", odd);
        var administrator = FirstAdministrator.For(options, everybody.Users.Length > 0);
        var certificate = Certificate(options.Tls, data, listen, time);
        var parts = new HostParts
        {
            Options = options,
            Address = await listen.ResolveAsync("--listen", cancellationToken),
            Port = listen.Port,
            Certificate = certificate,
            TunnelCertificate = options.Emulation.Esx ? null : new(() => certificate ?? SelfSignedCertificate.LoadOrCreate(data, listen.Host, time, options.Tls.TlsKeyType)),
            TunnelEndpoint = TunnelOf(options) is { } tunnel ? (await tunnel.ResolveAsync("--tunnel-listen", cancellationToken), tunnel.Port) : null,
            ExtensionAuthorities = options.Accounts.ExtensionCa is { } authorities ? ExtensionCertificates.ReadAuthorities(authorities) : [],
            InstanceUuid = options.Emulation switch
            {
                { InstanceUuid: null, Seed: { } seed } => new SeededRandomness(~seed).NewGuid(),
                { InstanceUuid: null } when store is not null => store.InstanceUuid,
                _ => InstanceIdentity.Of(options.Emulation.InstanceUuid, data),
            },
            Administrator = administrator,
            LocalTickets = LocalTickets(options, data, logger),
            Negotiator = SspiNegotiators.Of(options.Sspi, logger),
            SigningKeys = SigningKeys(options, store?.SigningKeys, data, time),
            Scenarios = ScenarioFiles.Read(options),
            Admin = await AdminAsync(options, certificate, cancellationToken),
            Time = time,
            Store = store,
            TrustedSts = trusted,
            SharedSession = SharedSessionFactory.Settings(options.SharedSession, administrator?.User.Name),
            Accounts = administrator is null ? declared : declared.With(new Accounts { Users = [administrator.User] }),
        };
        return (parts, KnownLogin.Of(administrator, options.Accounts.Permissive, everybody, new AccessOptions { IsFederated = options.Emulation.Federated }));
    }

    private DataDirectory OpenData(ServiceOptions options, Logger logger)
    {
        var data = DataDirectory.Open(options.Storage.DataDirectory, surroundings.Environment, problem => logger.Warning("{Problem}", problem));
        if (data.Problem is { } problem)
            logger.Warning("The generated certificate and the UUID of the instance are not kept: {Problem}. Name a writable directory with --data-directory", problem);
        return data;
    }

    /// <summary>Where the admin API is served; null for nowhere.</summary>
    private static async Task<AdminApiAccess?> AdminAsync(ServiceOptions options, ServerCertificate? certificate, CancellationToken cancellationToken)
    {
        if (AdminAddress.Of(options) is not (var address, var mayMove))
            return null;
        var bound = await address.ResolveAsync("--admin-listen", cancellationToken);
        var token = AdminAddress.IsWithoutToken(options.Admin.AdminToken) ? null : options.Admin.AdminToken ?? AdminToken.Create();
        return new AdminApiAccess(
            new AdminListen(bound, address.Port) { MoveWhenInUse = mayMove }, address.UrlHost, token, [address.Host, .. ServiceNames.Of(certificate?.Certificate, bound)]);
    }

    /// <summary>Where a started service serves the admin API.</summary>
    private static Uri? AdminUrl(WebApplication app, AdminApiAccess? admin) => admin is null
        ? null
        : new UriBuilder(app.Services.GetRequiredService<AdminListener>().Url!) { Host = admin.UrlHost }.Uri;

    /// <summary>Where local tickets go; null when there are none to be given.</summary>
    private LocalTicketDirectory? LocalTickets(ServiceOptions options, DataDirectory data, Logger logger)
    {
        var inContainer = surroundings.Environment.TryGetValue("DOTNET_RUNNING_IN_CONTAINER", out var said) && said is "1" or "true";
        var isOn = options.Tickets.LocalTickets switch
        {
            LocalTicketMode.Auto => options.Emulation.Esx && !inContainer,
            var mode => mode == LocalTicketMode.On,
        };
        if (!isOn || OperatingSystem.IsWindows())
            return null; // on Windows no file can be made that its owner alone may read
        var isAsked = options.Tickets is { LocalTickets: LocalTicketMode.On } or { LocalTicketDirectory: not null };
        if ((options.Tickets.LocalTicketDirectory ?? data.PathOf(LocalTicketDirectory.UsualName)) is not { } path)
        {
            if (isAsked)
                throw new StartupException("--local-tickets: there is no data directory to keep their files in. Name one with --local-ticket-directory.");
            logger.Warning("No local tickets are given, as there is no directory for their files. Name one with --local-ticket-directory");
            return null;
        }

        return LocalTicketDirectory.Open(path);
    }

    private static ServerCertificate? Certificate(TlsOptions options, DataDirectory data, ListenAddress listen, TimeProvider time) => options switch
    {
        { Enabled: false } => null,
        { TlsCert: { } file } => CertificateFiles.Load(file, options.TlsKey, options.TlsCertPassword),
        _ => SelfSignedCertificate.LoadOrCreate(data, listen.Host, time, options.TlsKeyType),
    };

    /// <summary>What signs tokens; null for a service that issues none. A key that is made is made when it is first needed.</summary>
    private static ISigningKeys? SigningKeys(ServiceOptions options, IKeyFile? shared, DataDirectory data, TimeProvider time)
    {
        var sso = options.Sso;
        if (options.Emulation.Esx || sso.Sts == false)
            return null;
        if (sso.StsExpiredCertificate)
        {
            var now = time.GetUtcNow();
            return new OwnSigningKey(SigningKey.Create(now.AddYears(-2), now.AddDays(-1) - now.AddYears(-2)));
        }

        if (sso.StsCert is not { } file)
        {
            var lives = new StsKeyOptions
            {
                SigningLifetime = sso.StsKeyLifetime,
                LongestToken = sso.MaxHokLifetime > sso.MaxBearerLifetime ? sso.MaxHokLifetime : sso.MaxBearerLifetime,
            };
            return new StsKeyRing(shared ?? new SigningKeyFile(data), lives, time);
        }

        var own = CertificateFiles.Load(file, sso.StsKey, sso.StsCertPassword, "--sts");
        try
        {
            return new OwnSigningKey(new SigningKey(own.Certificate, [.. own.Intermediates]));
        }
        catch (ArgumentException)
        {
            throw new StartupException($"--sts-cert: the key of '{file}' is no RSA key, which clients of single sign-on expect. Name an RSA certificate.");
        }
    }

    private static ListenAddress? TunnelOf(ServiceOptions options) =>
        options.Transport.TunnelListen is { } text && TunnelAddress.TryParse(text, options.Transport.Listen, out var address) ? address : null;

    private static int BoundPort(string url) => new Uri(url.Replace("[::]", "localhost", StringComparison.Ordinal)).Port;
}
