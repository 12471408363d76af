using System.Globalization;

namespace VimSessionService.ClientTests.Harness;

/// <summary>The service in its default form: a vCenter of the newest version on https, with an administrator and two lesser users.</summary>
public class VCenter : IAsyncLifetime
{
    private readonly List<ServiceProcess> _services = [];
    private ReplicaSet? _set;
    private Task? _started;

    /// <summary>The administrator's name as the clients give it.</summary>
    public virtual string UserName => "Administrator@vsphere.local";

    /// <summary>Everybody's password.</summary>
    public static string Password => "s3cret & <quoted>";

    /// <summary>The administrator's name as sessions show it.</summary>
    public virtual string ShownUserName => @"VSPHERE.LOCAL\Administrator";

    /// <summary>A user with the role ReadOnly.</summary>
    public static string Reader => "reader@vsphere.local";

    /// <summary>A user with the role NoAccess.</summary>
    public static string Nobody => "nobody@vsphere.local";

    /// <summary>Whether three replicas behind a balancer are the service, in the place of one process.</summary>
    public bool IsReplicated { get; init; }

    /// <summary>The running service; one of the replicas.</summary>
    public ServiceProcess Service => _services[0];

    /// <summary>The running service, or all replicas.</summary>
    public IReadOnlyList<ServiceProcess> Services => _services;

    /// <summary>Where clients reach it.</summary>
    public Uri Url => _set?.Url ?? Service.Url;

    /// <summary>What the clients' scripts are told of the service.</summary>
    public virtual IEnumerable<KeyValuePair<string, string>> Environment =>
    [
        new("VIM_URL", Url.ToString()),
        new("VIM_SCHEME", Url.Scheme),
        new("VIM_HOST", Url.Host),
        new("VIM_PORT", Url.GetComponents(UriComponents.StrongPort, UriFormat.Unescaped)),
        new("VIM_USER", UserName),
        new("VIM_PASSWORD", Password),
        new("VIM_SHOWN_USER", ShownUserName),
        new("VIM_SHOWN_FULL_NAME", "Administrator vsphere.local"),
        new("VIM_READER", Reader),
        new("VIM_NOBODY", Nobody),
        new("VIM_STARTS", _services.Count.ToString(CultureInfo.InvariantCulture)),
        new("no_proxy", "127.0.0.1,localhost"),
    ];

    /// <summary>The same for a client that takes another way to the replicas.</summary>
    public IEnumerable<KeyValuePair<string, string>> EnvironmentBy(ClientRoute route)
    {
        var url = _set is null || route == ClientRoute.Requests ? Url : route == ClientRoute.Connections ? _set.UrlByConnection : Service.Url;
        return Environment.Select(variable => variable.Key switch
        {
            "VIM_URL" => KeyValuePair.Create(variable.Key, url.ToString()),
            "VIM_PORT" => KeyValuePair.Create(variable.Key, url.Port.ToString(CultureInfo.InvariantCulture)),
            _ => variable,
        });
    }

    /// <summary>Options besides the user.</summary>
    protected virtual IEnumerable<string> Arguments => [];

    /// <summary>Variables of the service besides those of the users.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string>> Variables => [];

    /// <summary>Whether the balancer gives each connection to the next replica, in the place of each request: clients then show their certificates to the replica.</summary>
    protected virtual bool IsBalancedByConnection => false;

    /// <summary>What the balancer has to know besides.</summary>
    /// <param name="port">The balancer's own address of the SDK tunnel, which it gives on by connection; null for no tunnel.</param>
    /// <param name="replicas">Those of the replicas.</param>
    protected virtual void GetTunnel(out string? port, out IReadOnlyList<string> replicas) => (port, replicas) = (null, []);

    /// <summary>Starts the service, unless it has been started.</summary>
    public ValueTask InitializeAsync() => new(_started ??= StartAsync(TestContext.Current.CancellationToken));

    /// <summary>Every line that the service, or all replicas, wrote until now.</summary>
    public async Task<IReadOnlyList<string>> ReadLogAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var service in _services)
            lines.AddRange(await service.ReadLogAsync(cancellationToken));
        return lines;
    }

    /// <summary>Makes what the arguments name, before they are asked for.</summary>
    protected virtual Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        if (!IsReplicated)
        {
            _services.Add(await StartAsync([], cancellationToken));
            return;
        }

        ReplicaSet.Require();
        _set = new ReplicaSet();
        _services.AddRange(await Task.WhenAll(Enumerable.Range(0, ReplicaSet.Count).Select(_ => StartAsync(_set.Arguments, cancellationToken))));
        GetTunnel(out var tunnel, out var tunnels);
        await _set.BalanceAsync(_services, IsBalancedByConnection, tunnel, tunnels, cancellationToken);
    }

    private Task<ServiceProcess> StartAsync(IEnumerable<string> further, CancellationToken cancellationToken) => ServiceProcess.StartAsync(
        ["--username", UserName, "--password", Password, .. Arguments, .. further],
        [
            new("VIMSESSION_USERS__0__NAME", Reader),
            new("VIMSESSION_USERS__0__PASSWORD", Password),
            new("VIMSESSION_USERS__0__ROLE", "ReadOnly"),
            new("VIMSESSION_USERS__1__NAME", Nobody),
            new("VIMSESSION_USERS__1__PASSWORD", Password),
            new("VIMSESSION_USERS__1__ROLE", "NoAccess"),
            .. Variables,
        ],
        cancellationToken);

    /// <summary>Ends the service, which must end well.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await EndAsync();
    }

    /// <summary>Ends the service, and what was made for it.</summary>
    protected virtual async ValueTask EndAsync()
    {
        if (_set is not null)
            await _set.StopBalancerAsync();
        foreach (var service in _services)
            await service.DisposeAsync();
        _set?.Dispose();
    }
}
