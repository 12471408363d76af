using System.Xml.Linq;

namespace VimSessionService.ClientTests.Harness;

/// <summary>The WSDL of a service with all files that it names, in a directory of its own: generators of clients do not take the service's certificate.</summary>
public sealed class SavedWsdl : IDisposable
{
    private SavedWsdl(string directory) => Folder = directory;

    /// <summary>The directory.</summary>
    public string Folder { get; }

    /// <summary>The file to begin with.</summary>
    public string File => Path.Combine(Folder, "vimService.wsdl");

    /// <summary>Reads the WSDL of a service.</summary>
    /// <param name="sdk">The address of the service.</param>
    public static async Task<SavedWsdl> OfAsync(Uri sdk)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var saved = new SavedWsdl(Directory.CreateTempSubdirectory("wsdl").FullName);
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, shown, _, _) => shown is not null; // the service's own, on this machine
        using var http = new HttpClient(handler);
        var known = new HashSet<string>(["vimService.wsdl"], StringComparer.Ordinal);
        var pending = new Queue<string>(known);
        while (pending.TryDequeue(out var file))
        {
            var text = await http.GetStringAsync(new Uri($"{sdk}/{file}"), cancellationToken);
            await System.IO.File.WriteAllTextAsync(Path.Combine(saved.Folder, file), text, cancellationToken);
            foreach (var named in XDocument.Parse(text).Descendants().Where(static item => item.Name.LocalName is "import" or "include"))
            {
                if ((named.Attribute("schemaLocation") ?? named.Attribute("location"))?.Value is { } location && known.Add(location))
                    pending.Enqueue(location);
            }
        }

        return saved;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
