using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>pyVmomi, VMware's own client for Python. Its releases read properties in two ways; both are tried.</summary>
public sealed class PyVmomiTests(VCenter vCenter) : IClassFixture<VCenter>
{
    private static readonly ClientProgram PyVmomi = ClientProgram.Python("python3-pyvmomi", "pyVmomi");

    [Fact]
    public Task What_is_open_before_a_login_is_a_vCenters() => RunAsync("bootstrap.py", 34);

    [Fact]
    public Task Login_makes_a_session_and_Logout_ends_it() => RunAsync("login.py", 84);

    [Fact]
    public Task An_administrator_manages_sessions() => RunAsync("sessions.py", 38);

    [Fact]
    public Task The_PropertyCollector_selects_pages_and_walks() => RunAsync("properties.py", 33);

    [Fact]
    public Task Fetch_reads_what_the_PropertyCollector_reads() => RunAsync("fetch.py", 12);

    [Fact]
    public Task A_user_has_the_privileges_of_its_role() => RunAsync("users.py", 19);

    [Fact]
    public Task A_manager_that_is_not_emulated_is_quiet() => RunAsync("not_emulated.py", 9);

    [Fact]
    public Task Events_are_read_filtered_collected_and_posted() => RunAsync("events.py", 68);

    [Fact]
    public Task A_client_of_another_version_gets_the_fields_of_its_version() => RunAsync("versions.py", 36);

    [Fact]
    public Task Roles_permissions_and_users() => RunAsync("authorization.py", 68);

    private Task RunAsync(string script, int facts) => Scripts.AssertAsync(vCenter, PyVmomi, Path.Combine("pyvmomi", script), facts);
}
