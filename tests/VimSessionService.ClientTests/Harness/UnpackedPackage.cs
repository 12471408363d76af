namespace VimSessionService.ClientTests.Harness;

/// <summary>
/// Packages of Debian that are unpacked, not installed: they need many others for what is not tested here. The variable <c>VIMSESSION_TEST_UNPACKED</c> names the directory that they are unpacked into;
/// without it they are looked for where they are installed.
/// </summary>
internal static class UnpackedPackage
{
    /// <summary>The path of a file of a package. Where there is none, the calling test ends as one whose client is missing.</summary>
    /// <param name="package">The package.</param>
    /// <param name="path">The path from the root, without a slash before it.</param>
    public static string Find(string package, string path)
    {
        var root = Environment.GetEnvironmentVariable("VIMSESSION_TEST_UNPACKED");
        var found = Path.Combine(string.IsNullOrEmpty(root) ? "/" : root, path);
        return Path.Exists(found) ? found : throw ClientProgram.Missing($"{package} is not installed (apt-get install {package}), and VIMSESSION_TEST_UNPACKED names no directory that has it");
    }
}
