using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>pyVmomi, VMware's own client for Python. Its releases read properties in two ways; both are tried.</summary>
public abstract class PyVmomiFacts(ScriptRuns runs)
{
    [Fact]
    public Task What_is_open_before_a_login_is_a_vCenters() => runs.AssertAsync("pyvmomi/bootstrap.py", 34);

    [Fact]
    public Task Login_makes_a_session_and_Logout_ends_it() => runs.AssertAsync("pyvmomi/login.py", 84);

    [Fact]
    public Task An_administrator_manages_sessions() => runs.AssertAsync("pyvmomi/sessions.py", 38);

    [Fact]
    public Task The_PropertyCollector_selects_pages_and_walks() => runs.AssertAsync("pyvmomi/properties.py", 33);

    [Fact]
    public Task Fetch_reads_what_the_PropertyCollector_reads() => runs.AssertAsync("pyvmomi/fetch.py", 12);

    [Fact]
    public Task A_user_has_the_privileges_of_its_role() => runs.AssertAsync("pyvmomi/users.py", 19);

    [Fact]
    public Task A_manager_that_is_not_emulated_is_quiet() => runs.AssertAsync("pyvmomi/not_emulated.py", 9);

    [Fact]
    public Task Events_are_read_filtered_collected_and_posted() => runs.AssertAsync("pyvmomi/events.py", 68);

    [Fact]
    public Task A_client_of_another_version_gets_the_fields_of_its_version() => runs.AssertAsync("pyvmomi/versions.py", 36);

    [Fact]
    public Task Tickets_are_good_once_and_only_for_what_they_are() => runs.AssertAsync("pyvmomi/tickets.py", 40);

    [Fact]
    public Task Roles_permissions_and_users() => runs.AssertAsync("pyvmomi/authorization.py", 68);

    [Fact]
    public Task Settings_are_read_and_changed() => runs.AssertAsync("pyvmomi/options.py", 34);

    [Fact]
    public Task Changes_are_seen_as_they_happen() => runs.AssertAsync("pyvmomi/updates.py", 33);

    [Fact]
    public Task The_inventory_is_walked_along_views_and_searched() => runs.AssertAsync("pyvmomi/views.py", 38);

    [Fact]
    public Task Extensions_are_registered_and_log_in() => runs.AssertAsync("pyvmomi/extensions.py", 36);

    [Fact]
    public Task A_user_of_this_machine_logs_in_with_a_local_ticket() => runs.AssertAsync("pyvmomi/local_tickets.py", 11);

    [Fact]
    public Task A_user_logs_in_with_a_token() => runs.AssertAsync("pyvmomi/token_login.py", 15);

    [Fact]
    public Task A_user_without_a_domain_logs_in_by_challenges() => runs.AssertAsync("pyvmomi/sspi.py", 19);

    [Fact]
    public async Task Every_method_was_called_by_a_script_and_answered() => Assert.Empty(MethodTableTests.All.Except(await runs.CalledAsync()));
}

/// <summary>The scripts.</summary>
public abstract class PyVmomiRuns(ReplicatedVCenters? shared) : ScriptRuns(ClientProgram.Python("python3-pyvmomi", "pyVmomi"), "pyvmomi", shared)
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Usual =>
    [
        "pyvmomi/bootstrap.py", "pyvmomi/login.py", "pyvmomi/sessions.py", "pyvmomi/properties.py", "pyvmomi/fetch.py", "pyvmomi/users.py",
        "pyvmomi/not_emulated.py", "pyvmomi/events.py", "pyvmomi/versions.py", "pyvmomi/tickets.py", "pyvmomi/authorization.py",
        "pyvmomi/token_login.py",
    ];

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Whole =>
        ["pyvmomi/options.py", "pyvmomi/updates.py", "pyvmomi/views.py", "pyvmomi/extensions.py", "pyvmomi/local_tickets.py", "pyvmomi/sspi.py"];

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, ClientRoute> Routes => new Dictionary<string, ClientRoute>(StringComparer.Ordinal)
    {
        ["pyvmomi/updates.py"] = ClientRoute.Connections,
        ["pyvmomi/extensions.py"] = ClientRoute.Connections,
        ["pyvmomi/local_tickets.py"] = ClientRoute.OneReplica,
    };
}

/// <summary>pyVmomi at services of one process.</summary>
public sealed class PyVmomiTests(OwnPyVmomiRuns runs) : PyVmomiFacts(runs), IClassFixture<OwnPyVmomiRuns>;

/// <summary>pyVmomi at replicas behind a balancer.</summary>
[Collection(ReplicatedVCenters.Name)]
public sealed class ReplicatedPyVmomiTests(ReplicatedPyVmomiRuns runs) : PyVmomiFacts(runs), IClassFixture<ReplicatedPyVmomiRuns>;

/// <summary>The scripts at services of one process.</summary>
public sealed class OwnPyVmomiRuns() : PyVmomiRuns(shared: null);

/// <summary>The scripts at replicas.</summary>
public sealed class ReplicatedPyVmomiRuns(ReplicatedVCenters vCenters) : PyVmomiRuns(vCenters);
