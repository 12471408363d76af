using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Endpoint.Tests;

/// <summary>docs/compatibility.md says of every member of SessionManager what the service does.</summary>
public sealed class CompatibilityPageTests : IDisposable
{
    private readonly TestService _service = new();

    public static TheoryData<string> Methods => [.. VimManagedTypes.SessionManager.Methods.Select(m => m.Name)];

    public static TheoryData<string> Properties => [.. VimManagedTypes.SessionManager.Properties.Select(p => p.Name)];

    public void Dispose() => _service.Dispose();

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_method_answers_as_the_page_says(string name)
    {
        var method = VimManagedTypes.FindMethod(name)!;
        var cookie = await _service.LoginAsync();

        var answer = await _service.CallAsync($"<{name} _NS><_this>SessionManager</_this>{string.Concat(method.Parameters.Select(Argument))}</{name}>", cookie);

        var isEmulated = !answer.Answer.Contains("NotSupportedFault", StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidRequestFault", answer.Answer, StringComparison.Ordinal);
        Assert.Equal(isEmulated, Row(name)[1].StartsWith("yes", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public async Task A_property_needs_what_the_page_says(string name)
    {
        var property = VimManagedTypes.SessionManager.FindProperty(name)!;
        var row = Row(name);
        Assert.Equal("yes", row[1]);
        Assert.Equal(property.Privilege == "System.Anonymous" ? "nothing" : property.Privilege, row[2]);
        Assert.Contains("<returnval xsi:type=", (await _service.CallAsync(TestService.Fetch(name), await _service.LoginAsync())).Answer, StringComparison.Ordinal);
    }

    private static string Argument(VimField parameter) => parameter switch
    {
        { Optional: true } => "",
        { Type.Kind: VimKind.Object } => $"<{parameter.Name} xsi:type=\"SessionManagerHttpServiceRequestSpec\"><url>https://127.0.0.1/x</url></{parameter.Name}>",
        { Name: "locale" } => "<locale>en</locale>",
        _ => $"<{parameter.Name}>x</{parameter.Name}>",
    };

    internal static string[] Row(string name)
    {
        var line = File.ReadLines(Path.Combine(RepositoryRoot(), "docs", "compatibility.md")).Single(l => l.StartsWith($"| {name} |", StringComparison.Ordinal));
        return [.. line.Split('|', StringSplitOptions.TrimEntries)[1..]];
    }

    private static string RepositoryRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "VimSessionService.sln")))
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("The tests run from a build of the repository.");
        return directory;
    }
}
