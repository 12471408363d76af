using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using VimSessionService.Options;
using VimSessionService.UsersFile;
using VimSessionService.Web;

namespace VimSessionService.Tests.UsersFile;

/// <summary>The published schema and the reader take and refuse the same files, as far as a schema can say.</summary>
public sealed partial class UsersFileSchemaTests : IDisposable
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "Users": [ { "Name": "alice", "Password": "x", "FullName": null, "Groups": [] } ] }""")]
    [InlineData("""{ "Roles": [ { "Name": "a", "Privileges": ["System.View"] } ], "Permissions": [ { "Principal": "b", "Role": "a", "Group": true, "Propagate": false } ] }""")]
    [InlineData("""{ "Extensions": [ { "Key": "com.example.a", "SubjectName": "CN=a", "Role": "ReadOnly" } ] }""")]
    public void Both_take_what_is_a_users_file(string json) => Assert.Equal((true, true), (IsValid(json), IsRead(json)));

    [Theory]
    [InlineData("[]")]
    [InlineData("""{ "Accounts": [] }""")]
    [InlineData("""{ "Users": {} }""")]
    [InlineData("""{ "Users": [ {} ] }""")]
    [InlineData("""{ "Users": [ null ] }""")]
    [InlineData("""{ "Users": [ { "Name": "alice" } ] }""")]
    [InlineData("""{ "Users": [ { "Name": "", "Password": "x" } ] }""")]
    [InlineData("""{ "Users": [ { "Name": "alice", "Password": 5 } ] }""")]
    [InlineData("""{ "Users": [ { "Name": "alice", "Password": "x", "Groups": "a" } ] }""")]
    [InlineData("""{ "Users": [ { "Name": "alice", "Password": "x", "Group": ["a"] } ] }""")]
    [InlineData("""{ "Roles": [ { "Name": "a", "Privileges": [ 1 ] } ] }""")]
    [InlineData("""{ "Permissions": [ { "Principal": "a", "Role": "Admin", "Group": "true" } ] }""")]
    [InlineData("""{ "Permissions": [ { "Role": "Admin" } ] }""")]
    [InlineData("""{ "Extensions": [ { "Name": "a" } ] }""")]
    public void Both_refuse_what_is_none(string json) => Assert.Equal((false, false), (IsValid(json), IsRead(json)));

    [Fact]
    public void The_page_about_users_files_shows_one_that_both_take()
    {
        var json = JsonBlock().Match(File.ReadAllText(Path.Combine(Repository.Root, "docs", "users-file.md"))).Groups["json"].Value;

        Assert.Equal((true, true), (IsValid(json), IsRead(json)));
    }

    [Fact]
    public void It_has_the_lists_and_fields_of_the_reader()
    {
        using var stream = UsersFileSchema.Open();
        var lists = JsonNode.Parse(stream)!["properties"]!.AsObject().Where(static list => list.Key != AccountLists.SchemaKey).ToList();

        Assert.Equal(AccountLists.Names, lists.Select(static list => list.Key));
        foreach (var (name, list) in lists)
            Assert.Contains($"of objects with {string.Join(", ", list!["items"]!["properties"]!.AsObject().Select(static field => field.Key))}.", AccountLists.Check($"{name}:0:None", ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_publishes_it()
    {
        await using var service = await Wire.RunningService.StartAsync();
        using var client = service.NewClient();

        using var answer = await client.GetAsync(new Uri("/users-file.schema.json", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("application/schema+json", answer.Content.Headers.ContentType?.MediaType);
        using var embedded = UsersFileSchema.Open();
        using var text = new StreamReader(embedded);
        Assert.Equal(await text.ReadToEndAsync(TestContext.Current.CancellationToken), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static bool IsValid(string json)
    {
        using var stream = UsersFileSchema.Open();
        using var text = new StreamReader(stream);
        return JsonSchema.FromText(text.ReadToEnd()).Evaluate(JsonNode.Parse(json, documentOptions: Lenient)).IsValid;
    }

    private bool IsRead(string json)
    {
        try
        {
            UsersFileReader.Read(_directory.Write("users.json", json), new Accounts());
            return true;
        }
        catch (UsersFileException)
        {
            return false;
        }
    }

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex JsonBlock();
}
