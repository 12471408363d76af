using System.Globalization;

namespace VimSessionService.CommandLine;

/// <summary>The line of <c>--env-file</c>, as vcsim writes it with <c>-E</c>: a shell that evaluates it can call govc.</summary>
internal static class EnvLine
{
    /// <summary>The line. The URL holds user and password too, as some programs read no other variable.</summary>
    /// <param name="url">Where the service listens.</param>
    /// <param name="login">Who can log in; null for nobody.</param>
    /// <param name="apiVersion">The version of the API that is served.</param>
    /// <param name="processId">The process to end when the service is no longer needed.</param>
    public static string Of(Uri url, KnownLogin? login, string apiVersion, int processId)
    {
        var variables = new List<string>();
        if (login is null)
        {
            variables.Add($"GOVC_URL={Quoting.Shell(url.ToString())}");
        }
        else
        {
            var user = Uri.EscapeDataString(login.UserName) + (login.Password is { } inUrl ? ":" + Uri.EscapeDataString(inUrl) : "");
            variables.Add($"GOVC_URL={Quoting.Shell($"{url.Scheme}://{user}@{url.Authority}{url.AbsolutePath}")}");
            variables.Add($"GOVC_USERNAME={Quoting.Shell(login.UserName)}");
            if (login.Password is { } password)
                variables.Add($"GOVC_PASSWORD={Quoting.Shell(password)}");
        }

        if (url.Scheme == Uri.UriSchemeHttps)
            variables.Add("GOVC_INSECURE=1");
        if (GovcVersion.Setting(apiVersion) is { } minimum)
            variables.Add(minimum);
        variables.Add(string.Create(CultureInfo.InvariantCulture, $"GOVC_SIM_PID={processId}"));
        return "export " + string.Join(' ', variables);
    }

    /// <summary>Writes the line to a file that its owner alone may read, or into a named pipe, where it waits for a reader.</summary>
    public static void WriteTo(string path, string line)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        if (file.CanSeek)
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file.SafeFileHandle, options.UnixCreateMode!.Value); // a file that was there before keeps its mode otherwise
            file.SetLength(0);
        }

        file.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
    }
}
