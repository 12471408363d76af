using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core;

namespace VimSessionService.WebHooks.Tests;

/// <summary>The published schema, the examples of its page, and what the service sends and takes are the same.</summary>
public sealed partial class SchemaTests
{
    private static readonly string Documents = Path.Combine(
        typeof(SchemaTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "RepositoryRoot").Value!, "docs");

    [Fact]
    public void The_examples_of_the_page_are_valid()
    {
        var blocks = JsonBlocks().Matches(File.ReadAllText(Path.Combine(Documents, "web-hooks.md")))
            .Select(static block => JsonNode.Parse(block.Groups["json"].Value)!.AsObject()).Where(static block => !block.ContainsKey("Permissions")).ToList();

        Assert.Equal(["authenticateRequest", "authenticateAnswer", "authenticateAnswer", "authorizeRequest", "authorizeAnswer"], blocks.Select(DefinitionOf));
        Assert.All(blocks, static block => Assert.True(IsValid(block, DefinitionOf(block)), block.ToJsonString()));
    }

    [Fact]
    public async Task What_is_sent_is_valid()
    {
        await using var server = await HookServer.AnsweringAsync("""{"allowed":false}""");
        using var validator = new WebHookCredentialValidator(server.Options, new FakeTimeProvider());

        await validator.ValidateAsync("ada", "secret", new ClientInfo(IPAddress.IPv6Loopback, ""), TestContext.Current.CancellationToken);

        Assert.True(IsValid(JsonNode.Parse(server.Requests[0].Body)!, "authenticateRequest"), server.Requests[0].Body);
    }

    [Theory]
    [InlineData("""{"allowed":true}""", true)]
    [InlineData("""{"allowed":true,"userName":null,"fullName":null,"groups":null}""", true)]
    [InlineData("""{"allowed":true,"fullName":"","groups":[]}""", true)]
    [InlineData("""{"allowed":true,"more":{}}""", true)]
    [InlineData("""{}""", false)]
    [InlineData("""[]""", false)]
    [InlineData("""{"allowed":1}""", false)]
    [InlineData("""{"allowed":true,"userName":""}""", false)]
    [InlineData("""{"allowed":true,"groups":"a"}""", false)]
    [InlineData("""{"allowed":true,"groups":[null]}""", false)]
    public async Task The_schema_takes_the_answers_that_the_service_takes(string answer, bool isGood)
    {
        await using var server = await HookServer.AnsweringAsync(answer);
        using var validator = new WebHookCredentialValidator(server.Options, new FakeTimeProvider());

        var failure = await Record.ExceptionAsync(async () => await validator.ValidateAsync("ada", "secret", new ClientInfo(IPAddress.Loopback, ""), TestContext.Current.CancellationToken));

        Assert.Equal((isGood, isGood), (IsValid(JsonNode.Parse(answer)!, "authenticateAnswer"), failure is null));
    }

    internal static bool IsValid(JsonNode message, string definition)
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Documents, "web-hooks.schema.json")))!.AsObject();
        schema["$ref"] = $"#/$defs/{definition}";
        return JsonSchema.FromText(schema.ToJsonString()).Evaluate(message).IsValid;
    }

    private static string DefinitionOf(JsonObject block) =>
        block["question"] is { } question ? $"{question}Request" : block.ContainsKey("allowed") ? "authenticateAnswer" : "authorizeAnswer";

    [GeneratedRegex("^```json\\n(?<json>.*?)^```$", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex JsonBlocks();
}
