using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>pyVmomi against the service as something other than the newest vCenter on https.</summary>
public sealed class PyVmomiFlavourTests(PlainHttpVCenter plain, OlderVCenter older, EsxHost esx)
    : IClassFixture<PlainHttpVCenter>, IClassFixture<OlderVCenter>, IClassFixture<EsxHost>
{
    private static readonly ClientProgram PyVmomi = ClientProgram.Python("python3-pyvmomi", "pyVmomi");

    [Fact]
    public Task Plain_http_is_a_vCenter_whose_cookie_is_not_Secure() => RunAsync(plain, 9);

    [Fact]
    public Task An_older_vCenter_negotiates_its_own_version() => RunAsync(older, 10);

    [Fact]
    public Task An_ESX_host_has_a_hosts_managers() => RunAsync(esx, 9);

    [Fact]
    public Task A_user_of_an_ESX_hosts_machine_logs_in_with_a_local_ticket() =>
        Scripts.AssertAsync(esx, PyVmomi, Path.Combine("pyvmomi", "local_tickets.py"), 11);

    [Fact]
    public Task An_ESX_host_has_local_users_and_leaves_questions_about_others_to_its_vCenter() =>
        Scripts.AssertAsync(esx, PyVmomi, Path.Combine("pyvmomi", "authorization_host.py"), 10);

    private static Task RunAsync(VCenter vCenter, int facts) =>
        Scripts.AssertAsync(vCenter, PyVmomi, Path.Combine("pyvmomi", "flavour.py"), facts);
}
