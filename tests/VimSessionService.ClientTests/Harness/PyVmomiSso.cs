namespace VimSessionService.ClientTests.Harness;

/// <summary>
/// A pyVmomi with the module <c>sso</c>, which Debian's package has from release 8.0.3 on. Where the system's is older the variable
/// <c>VIMSESSION_TEST_PYVMOMI_SSO</c> names a directory with an unpacked newer one.
/// </summary>
public static class PyVmomiSso
{
    private const string Variable = "VIMSESSION_TEST_PYVMOMI_SSO";

    private const string Probe =
        "import importlib.util, sys; sys.path[:0] = sys.argv[1:]\n"
        + "names = ('six', 'lxml', 'OpenSSL', 'pyVim.sso')\n"
        + "sys.exit(any(importlib.util.find_spec(name) is None for name in names))";

    /// <summary>The directory that the variable names; null for none.</summary>
    public static string? Directory => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } directory ? directory : null;

    /// <summary>Runs a script against the service and asserts that it states so many facts.</summary>
    public static Task AssertAsync(VCenter vCenter, string script, int facts)
    {
        var client = new ClientProgram(
            $"python3-pyvmomi of release 8.0.3 or newer, unpacked where {Variable} says, with python3-six python3-lxml python3-openssl",
            ["/usr/bin/python3", "python3"],
            ["-c", Probe, .. Directory is { } directory ? [directory] : Array.Empty<string>()]);
        return Scripts.AssertAsync(vCenter, client, script, facts, Directory);
    }
}
