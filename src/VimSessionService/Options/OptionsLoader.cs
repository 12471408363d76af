using VimSessionService.ManagedObjects.Service;
using VimSessionService.Vim25;

namespace VimSessionService.Options;

/// <summary>What came of reading the options.</summary>
/// <param name="Options">The options; defaults where there are errors.</param>
/// <param name="Errors">What the user has to mend, one plain line each.</param>
/// <param name="Warnings">What the user may want to know.</param>
internal sealed record LoadedOptions(ServiceOptions Options, IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings);

/// <summary>
/// Reads the options. The command line goes before the environment, that before the file of <c>--config</c>, that before
/// <c>appsettings.json</c> in the working directory, and that before the defaults.
/// </summary>
internal static class OptionsLoader
{
    private const string SettingsFile = "appsettings.json";

    /// <summary>Reads and checks the options of all sources.</summary>
    public static LoadedOptions Load(OptionSources sources)
    {
        var layers = Layers(sources);
        var errors = layers.SelectMany(static l => l.Errors).ToList();
        var warnings = layers.SelectMany(static l => l.Warnings).ToList();
        var options = new ServiceOptions();
        if (errors.Count == 0)
        {
            try
            {
                options = Bind(layers);
                errors.AddRange(ServiceOptionsValidator.Validate(options));
            }
            catch (InvalidOperationException failure)
            {
                errors.Add(failure.Message);
            }
        }

        return new LoadedOptions(options, errors, warnings);
    }

    /// <summary>Every source of options, in order of increasing precedence.</summary>
    private static List<OptionLayer> Layers(OptionSources sources)
    {
        var commandLine = OptionLayer.OfCommandLine(sources.CommandLine);
        var environment = OptionLayer.OfEnvironment(sources.Environment);
        var layers = new List<OptionLayer>();
        if (sources.WorkingDirectory is { } directory && Path.Combine(directory, SettingsFile) is var settings && File.Exists(settings))
            layers.Add(OptionLayer.OfFile(settings, SettingsFile));
        var fileOption = OptionTable.All.Single(static o => o.NamesConfigurationFile);
        if ((commandLine.Values.GetValueOrDefault(fileOption.Key) ?? environment.Values.GetValueOrDefault(fileOption.Key)) is { } file)
            layers.Add(OptionLayer.OfFile(file, $"{fileOption.Flag} {file}"));
        layers.Add(environment);
        layers.Add(commandLine);
        return layers;
    }

    private static ServiceOptions Bind(IEnumerable<OptionLayer> layers)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in layers.SelectMany(static layer => layer.Values))
            values[key] = value;
        if (values.GetValueOrDefault("ProductVersion") is { } product && !values.ContainsKey("ApiVersion") && ProductRelease.Find(product) is { } release)
            values["ApiVersion"] = release.Version.Name();
        var lists = AccountLists.Bind(values);

        // The framework's binder takes time quadratic in the length of a list.
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values.Where(static v => !AccountLists.Contain(v.Key))).Build();
        return new ServiceOptions
        {
            Transport = configuration.Get<TransportOptions>() ?? new(),
            Admin = configuration.Get<AdminApiOptions>() ?? new(),
            Tls = configuration.Get<TlsOptions>() ?? new(),
            Emulation = configuration.Get<EmulationOptions>() ?? new(),
            Sessions = configuration.Get<SessionLimitOptions>() ?? new(),
            Tickets = configuration.Get<TicketFileOptions>() ?? new(),
            Sso = configuration.Get<SsoOptions>() ?? new(),
            Accounts = (configuration.Get<AccountOptions>() ?? new()) with { Users = lists.Users, Roles = lists.Roles, Permissions = lists.Permissions, Extensions = lists.Extensions },
            Hooks = configuration.Get<HookOptions>() ?? new(),
            Ldap = configuration.Get<LdapServerOptions>() ?? new(),
            OpenId = configuration.Get<OpenIdProviderOptions>() ?? new(),
            SharedSession = configuration.Get<SharedSessionPathOptions>() ?? new(),
            Store = configuration.Get<StoreOptions>() ?? new(),
            Sspi = configuration.Get<SspiOptions>() ?? new(),
            Log = configuration.Get<LogOptions>() ?? new(),
            Storage = configuration.Get<StorageOptions>() ?? new(),
            Process = configuration.Get<ProcessOptions>() ?? new(),
        };
    }
}
