namespace VimSessionService.ClientTests.Harness;

/// <summary>The service in its default form: a vCenter of the newest version on https, with an administrator and two lesser users.</summary>
public class VCenter : IAsyncLifetime
{
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

    /// <summary>The running service.</summary>
    public ServiceProcess Service { get; private set; } = null!;

    /// <summary>What the clients' scripts are told of the service.</summary>
    public virtual IEnumerable<KeyValuePair<string, string>> Environment =>
    [
        new("VIM_URL", Service.Url.ToString()),
        new("VIM_SCHEME", Service.Url.Scheme),
        new("VIM_HOST", Service.Url.Host),
        new("VIM_PORT", Service.Url.GetComponents(UriComponents.StrongPort, UriFormat.Unescaped)),
        new("VIM_USER", UserName),
        new("VIM_PASSWORD", Password),
        new("VIM_SHOWN_USER", ShownUserName),
        new("VIM_SHOWN_FULL_NAME", "Administrator vsphere.local"),
        new("VIM_READER", Reader),
        new("VIM_NOBODY", Nobody),
        new("no_proxy", "127.0.0.1,localhost"),
    ];

    /// <summary>Options besides the user.</summary>
    protected virtual IEnumerable<string> Arguments => [];

    /// <summary>Variables of the service besides those of the users.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string>> Variables => [];

    /// <summary>Starts the service.</summary>
    public async ValueTask InitializeAsync() => Service = await StartAsync(TestContext.Current.CancellationToken);

    /// <summary>Starts a service of this form.</summary>
    protected Task<ServiceProcess> StartAsync(CancellationToken cancellationToken) => ServiceProcess.StartAsync(
        ["--username", UserName, "--password", Password, .. Arguments],
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
    protected virtual ValueTask EndAsync() => Service.DisposeAsync();
}
