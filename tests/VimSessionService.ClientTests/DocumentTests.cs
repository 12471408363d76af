using System.Text.Json;
using System.Xml.Linq;
using VimSessionService.ClientTests.Harness;
using YamlDotNet.RepresentationModel;

namespace VimSessionService.ClientTests;

/// <summary>
/// Every code block of the documents works as it stands in the text. The blocks of a document run in order in one directory, on a service
/// with the users that the documents name; a JSON block with users is the users file from there on. Only host and port are replaced.
/// Of some documents, the blocks of one language are one program (<see cref="DocumentProgram"/>).
/// </summary>
public sealed class DocumentTests
{
    private const string Ci = ".ci/run runs it";
    private const string Kerberos = "needs a domain; SspiTests runs the same calls against one";

    private const string StateEngine = "needs a state engine; ReplicaTests run the service with one";

    /// <summary>The blocks that cannot run, by their first line. They are checked for syntax.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["dotnet run --project src/VimSessionService"] = Ci,
        ["dotnet test tests/VimSessionService.ClientTests"] = Ci,
        ["VIMSESSION_FUZZ_INPUTS=1000000"] = "takes minutes; FuzzTests run with fewer requests",
        ["dotnet publish src/VimSessionService"] = Ci,
        ["pip install kits/python"] = "installs a package for all of this machine; a test of the kit installs it into a folder",
        ["go mod edit"] = "needs a module of the reader's",
        ["dotnet run --project src/VimSessionService -- wsdl --out wsdl"] = "writes into the repository; a test of the WSDL compares the files",
        ["openssl rand -hex 32 > hook.secret"] = "needs a web hook; WebHookTests run the service with one",
        ["openssl rand -hex 32 > store.key"] = StateEngine,
        ["using VimSessionService.Redis;"] = StateEngine,
        ["VimSessionService --ldap"] = "needs an LDAP server; LdapTests run the service with one",
        ["using VimSessionService.AdminClient;"] = "needs a service with this token; the tests of the admin API use the client",
        ["# At the KDC (MIT)"] = Kerberos,
        ["import base64, gssapi, ssl"] = Kerberos,
        ["from pyVmomi import SoapStubAdapter, vim"] = Kerberos,
        ["using var context = new NegotiateAuthentication"] = Kerberos,
    };

    public static TheoryData<string> Documents =>
    [
.. new[] { "README.md", "CONTRIBUTING.md", "wsdl/README.md", "kits/dotnet/README.md", "kits/go/README.md", "kits/python/README.md", "src/VimSessionService.AdminClient/README.md" },
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(static file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Every_block_of_a_document_runs(string document)
    {
        var blocks = CodeBlock.Of(document);
        if (blocks.Count == 0)
            return;
        using var shell = new Shell();
        if (DocumentProgram.Documents.Contains(document))
        {
            foreach (var (language, program) in blocks.Where(static block => block.Runs).GroupBy(static block => block.Language).OrderBy(static program => program.Key != "ini").Select(static program => (program.Key, program.ToList())))
                await DocumentProgram.RunAsync(shell, language, program);
            return;
        }

        await using var service = new DocumentService(shell.Folder);
        foreach (var block in blocks)
        {
            var text = block.Runs ? await service.ReplaceAsync(block.Text) : block.Text;
            Task check = block switch
            {
                { Language: "sh", Runs: true } => SucceedsAsync(block, shell.RunAsync(text)),
                { Language: "sh" } => SucceedsAsync(block, shell.RunAsync($"sh -n <<'END'\n{text}END\n".Replace("govc ", "govc\t", StringComparison.Ordinal))),
                { Language: "python", Runs: true } => SucceedsAsync(block, RunPythonAsync(shell, text)),
                { Language: "python" } => SucceedsAsync(block, shell.RunPythonAsync($"compile({JsonSerializer.Serialize(text)}, 'block', 'exec')")),
                { Language: "csharp" } => block.Runs ? CSharpBlock.Compile(text)() : Task.FromResult(CSharpBlock.Compile(text)),
                { Language: "json" } => service.UseAsync(text),
                { Language: "text" } => Task.CompletedTask,
                _ => throw new InvalidOperationException($"{block.Place}: nothing runs '{block.Language}'."),
            };
            await check;
        }
    }

    [Fact]
    public void Every_block_that_does_not_run_is_an_exception_with_a_reason()
    {
        var marked = Documents.SelectMany(static row => CodeBlock.Of(row.Data)).Where(static block => !block.Runs).ToList();

        Assert.All(marked, static block => Assert.Contains(Exceptions.Keys, key => block.Text.StartsWith(key, StringComparison.Ordinal)));
        Assert.All(Exceptions.Keys, key => Assert.Contains(marked, block => block.Text.StartsWith(key, StringComparison.Ordinal)));
    }

    /// <summary>Each recipe is written for C#, Python, Go and the command line.</summary>
    [Fact]
    public void Every_recipe_of_the_testing_guide_is_in_four_languages()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "testing-guide.md"));
        var recipes = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string>? languages = null;
        var isInBlock = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                if (!isInBlock)
                    languages?.Add(line[3..].Split(' ')[0]);
                isInBlock = !isInBlock;
            }
            else if (!isInBlock && line.StartsWith("## ", StringComparison.Ordinal))
            {
                languages = char.IsAsciiDigit(line[3]) ? recipes[line] = [] : null;
            }
        }

        Assert.True(recipes.Count >= 12, $"There are {recipes.Count} recipes.");
        Assert.All(recipes, static recipe => Assert.Subset(recipe.Value.ToHashSet(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal) { "csharp", "python", "go", "sh" }));
    }

    /// <summary>The client of compose.yaml verifies the certificate of a service that has the host name which compose.yaml gives it.</summary>
    [Fact]
    public async Task The_client_of_the_lab_logs_in()
    {
        var yaml = new YamlStream();
        using (var reader = File.OpenText(Path.Combine(Repository.Root, "compose.yaml")))
            yaml.Load(reader);
        var lab = yaml.Documents[0].RootNode;
        var client = lab["configs"]["client"]["content"].ToString();
        var host = lab["services"]["vcenter"]["hostname"].ToString();
        Assert.Contains($"host=\"{host}\"", client, StringComparison.Ordinal);
        using var shell = new Shell();
        await using var service = await ServiceProcess.StartAsync(
            ["--username", "administrator@vsphere.local", "--password", "VMware1!"], [], TestContext.Current.CancellationToken, listen: "localhost:0", directory: shell.Folder);

        // The name of this machine stands for the name of the container's: the generated certificate names the machine that it is made on.
        var here = client.Replace($"\"{host}\"", "\"localhost\"", StringComparison.Ordinal).Replace("8989", $"{service.Url.Port}", StringComparison.Ordinal);
        var run = await shell.RunPythonAsync(here, new("VC_USERNAME", "administrator@vsphere.local"), new("VC_PASSWORD", "VMware1!"));

        Assert.True(run.ExitCode == 0 && run.Output.Contains(@"Logged in as VSPHERE.LOCAL\Administrator", StringComparison.OrdinalIgnoreCase), run.Output);
    }

    /// <summary>The image is built from everything that a build on this machine reads.</summary>
    [Fact]
    public void What_the_build_reads_is_sent_to_Docker()
    {
        var sent = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore")).Where(static l => l.StartsWith('!')).Select(static l => l[1..]).ToHashSet(StringComparer.Ordinal);
        var read = Directory.EnumerateFiles(Repository.Root, "Directory.*").Select(Path.GetFileName).Append("global.json").Append(".editorconfig").Append("src");

        Assert.Subset(sent, read.ToHashSet(StringComparer.Ordinal)!);
    }

    /// <summary>What a project of the image takes from outside of <c>src</c> is not sent, unless it is only for its package.</summary>
    [Fact]
    public void No_project_of_the_image_reads_what_is_not_sent()
    {
        var source = Path.Combine(Repository.Root, "src");
        var outside = Directory.EnumerateFiles(source, "*.csproj", SearchOption.AllDirectories).SelectMany(file => XDocument.Load(file).Descendants()
            .Where(static item => item.Attribute("Pack")?.Value != "true")
            .SelectMany(static item => item.Attributes().Where(static attribute => attribute.Name.LocalName is "Include" or "Project" or "Update"))
            .SelectMany(static attribute => attribute.Value.Split(';'))
            .Where(static path => path.Contains("..", StringComparison.Ordinal))
            .Where(path => !Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, path.Replace('\\', '/'))).StartsWith(source + "/", StringComparison.Ordinal))
            .Select(path => $"{Path.GetFileName(file)}: {path}"));

        Assert.Empty(outside);
    }

    /// <summary>The image with Kerberos is the image without it on another base, with the library that the service asks for where it is missing.</summary>
    [Fact]
    public void The_image_with_Kerberos_differs_by_the_library_alone()
    {
        var stages = File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile")).Split("\nFROM ").Skip(1).ToDictionary(
            static stage => stage.Split('\n')[0].Split(" AS ") is [_, var name] ? name : "",
            static stage => stage.Split('\n').Skip(1).Where(static line => line.Length > 0 && !line.StartsWith('#')).ToList());
        var (kerberos, last) = (stages["kerberos"], stages[""]);
        var run = kerberos.TakeWhile(static line => line.StartsWith("RUN ", StringComparison.Ordinal) || line.StartsWith("    && ", StringComparison.Ordinal)).ToList();

        Assert.Equal(last, kerberos.Skip(run.Count));
        Assert.Contains(run, static line => line.EndsWith(" libgssapi-krb5-2 \\", StringComparison.Ordinal));
        Assert.Contains("apt-get install libgssapi-krb5-2", File.ReadAllText(Path.Combine(Repository.Root, "src/VimSessionService/Web/SspiNegotiators.cs")), StringComparison.Ordinal);
        Assert.Contains("docker build --target kerberos .", File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);
    }

    private static async Task SucceedsAsync(CodeBlock block, Task<ClientRun> running)
    {
        var run = await running;
        Assert.True(run.ExitCode == 0, $"{block.Place} ended with {run.ExitCode}:\n{run.Output}");
    }

    /// <summary>With the pyVmomi that has the module sso, where the text needs that.</summary>
    private static Task<ClientRun> RunPythonAsync(Shell shell, string text)
    {
        if (!text.Contains("import sso", StringComparison.Ordinal))
            return shell.RunPythonAsync(text);
        var newer = Environment.GetEnvironmentVariable("VIMSESSION_TEST_PYVMOMI_SSO");
        if (string.IsNullOrEmpty(newer))
            throw ClientProgram.Missing("VIMSESSION_TEST_PYVMOMI_SSO does not name a pyVmomi of release 8.0.3 or newer");
        return shell.RunPythonAsync(text, new KeyValuePair<string, string>("PYTHONPATH", newer));
    }
}
