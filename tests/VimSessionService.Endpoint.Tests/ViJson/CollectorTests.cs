using System.IO.Compression;
using System.Text.Json.Nodes;

namespace VimSessionService.Endpoint.Tests.ViJson;

/// <summary>The PropertyCollector by VI-JSON: traversal, pages, filters, waits.</summary>
public sealed class CollectorTests : IDisposable
{
    private const string Collector = "PropertyCollector/propertyCollector/";

    private const string Traversal =
        """
        {"specSet":[{"_typeName":"PropertyFilterSpec","propSet":[{"type":"Folder","pathSet":["name","childType"]},{"type":"Datacenter","pathSet":["name","parent","overallStatus"]},{"type":"SessionManager","pathSet":["sessionList"]}],
        "objectSet":[{"obj":{"type":"Folder","value":"group-d1"},"selectSet":[{"_typeName":"TraversalSpec","type":"Folder","path":"childEntity"}]},{"obj":{"type":"SessionManager","value":"SessionManager"}}]}],"options":{}}
        """;

    private readonly TestService _service = new(datacenter: "Lab");

    public void Dispose() => _service.Dispose();

    /// <summary>The form of a recorded answer.</summary>
    [Fact]
    public async Task Properties_are_retrieved_along_a_traversal()
    {
        var session = await _service.JsonLoginAsync();

        var result = JsonNode.Parse((await _service.JsonAsync(Collector + "RetrievePropertiesEx", Traversal, session)).AnswerBytes)!;
        result["objects"]![2]!["propSet"]![0]!["val"]!["_value"] = new JsonArray();

        Assert.Equal(
            Json("""
                {"_typeName":"RetrieveResult","objects":[
                {"_typeName":"ObjectContent","obj":{"_typeName":"ManagedObjectReference","value":"group-d1","type":"Folder"},"propSet":[
                {"_typeName":"DynamicProperty","name":"childType","val":{"_typeName":"ArrayOfString","_value":["Folder","Datacenter"]}},
                {"_typeName":"DynamicProperty","name":"name","val":{"_typeName":"string","_value":"Datacenters"}}]},
                {"_typeName":"ObjectContent","obj":{"_typeName":"ManagedObjectReference","value":"datacenter-2","type":"Datacenter"},"propSet":[
                {"_typeName":"DynamicProperty","name":"name","val":{"_typeName":"string","_value":"Lab"}},
                {"_typeName":"DynamicProperty","name":"overallStatus","val":{"_typeName":"ManagedEntityStatus","_value":"gray"}},
                {"_typeName":"DynamicProperty","name":"parent","val":{"_typeName":"ManagedObjectReference","value":"group-d1","type":"Folder"}}]},
                {"_typeName":"ObjectContent","obj":{"_typeName":"ManagedObjectReference","value":"SessionManager","type":"SessionManager"},"propSet":[
                {"_typeName":"DynamicProperty","name":"sessionList","val":{"_typeName":"ArrayOfUserSession","_value":[]}}]}]}
                """),
            result.ToJsonString());
    }

    [Fact]
    public async Task What_a_caller_may_not_read_is_in_the_missing_set()
    {
        var result = JsonNode.Parse((await _service.JsonAsync(Collector + "RetrievePropertiesEx", Traversal)).AnswerBytes)!;

        var missing = result["objects"]!.AsArray().Single(content => (string?)content!["obj"]!["type"] == "SessionManager")!["missingSet"]![0]!;
        Assert.Equal(("MissingProperty", "sessionList", "LocalizedMethodFault"), ((string?)missing["_typeName"], (string?)missing["path"], (string?)missing["fault"]!["_typeName"]));
        Assert.Equal("NotAuthenticated", (string?)missing["fault"]!["fault"]!["_typeName"]);
        Assert.NotNull(missing["fault"]!["localizedMessage"]);
        Assert.Null(missing["fault"]!["fault"]!["faultstring"]);
    }

    [Fact]
    public async Task A_result_comes_in_pages()
    {
        var session = await _service.JsonLoginAsync();

        var first = JsonNode.Parse((await _service.JsonAsync(Collector + "RetrievePropertiesEx", Traversal.Replace("\"options\":{}", "\"options\":{\"maxObjects\":1}", StringComparison.Ordinal), session)).AnswerBytes)!;
        Assert.Single(first["objects"]!.AsArray());
        var second = JsonNode.Parse((await _service.JsonAsync(Collector + "ContinueRetrievePropertiesEx", $$"""{"token":"{{first["token"]}}"}""", session)).AnswerBytes)!;
        Assert.Equal("datacenter-2", (string?)second["objects"]![0]!["obj"]!["value"]);
        Assert.Equal(204, (await _service.JsonAsync(Collector + "CancelRetrievePropertiesEx", $$"""{"token":"{{second["token"]}}"}""", session)).Status);
    }

    [Fact]
    public async Task A_retrieval_without_a_result_has_no_content()
    {
        var session = await _service.JsonLoginAsync();

        var answer = await _service.JsonAsync(Collector + "RetrievePropertiesEx", """{"specSet":[],"options":{}}""", session);

        Assert.Equal((204, ""), (answer.Status, answer.Answer));
        Assert.DoesNotContain("Content-Type", answer.AnswerHeaders.Keys);
    }

    [Fact]
    public async Task A_call_waits_for_a_change_that_another_door_makes()
    {
        var session = await _service.JsonLoginAsync();
        var filter = JsonNode.Parse((await _service.JsonAsync(
            Collector + "CreateFilter",
            """{"spec":{"propSet":[{"type":"SessionManager","pathSet":["message"]}],"objectSet":[{"obj":{"type":"SessionManager","value":"SessionManager"}}]},"partialUpdates":false}""",
            session)).AnswerBytes)!;
        Assert.Equal("PropertyFilter", (string?)filter["type"]);
        var initial = JsonNode.Parse((await _service.JsonAsync(Collector + "WaitForUpdatesEx", """{"version":"","options":{"maxWaitSeconds":10}}""", session)).AnswerBytes)!;
        Assert.Equal("enter", (string?)initial["filterSet"]![0]!["objectSet"]![0]!["kind"]);

        var waiting = _service.JsonAsync(Collector + "WaitForUpdatesEx", $$"""{"version":"{{initial["version"]}}"}""", session);
        Assert.False(waiting.IsCompleted);
        await _service.CallAsync("<UpdateServiceMessage _NS><_this>SessionManager</_this><message>hello</message></UpdateServiceMessage>", await _service.LoginAsync());
        var update = JsonNode.Parse((await waiting).AnswerBytes)!;

        Assert.Equal(
            """{"_typeName":"PropertyChange","name":"message","op":"assign","val":{"_typeName":"string","_value":"hello"}}""",
            update["filterSet"]![0]!["objectSet"]![0]!["changeSet"]![0]!.ToJsonString());
        Assert.Equal((204, ""), await StatusAsync("CheckForUpdates", $$"""{"version":"{{update["version"]}}"}"""));
        Assert.Equal((204, ""), await StatusAsync("WaitForUpdatesEx", $$"""{"options":{"maxWaitSeconds":0},"version":"{{update["version"]}}"}"""));
        Assert.Equal(204, (await _service.JsonAsync($"PropertyFilter/{filter["value"]}/DestroyPropertyFilter", "", session)).Status);
        Assert.Equal("ManagedObjectNotFound", (string?)JsonNode.Parse((await _service.JsonAsync($"PropertyFilter/{filter["value"]}/spec", session: session)).AnswerBytes)!["_typeName"]);

        async Task<(int, string)> StatusAsync(string method, string body)
        {
            var answer = await _service.JsonAsync(Collector + method, body, session);
            return (answer.Status, answer.Answer);
        }
    }

    [Fact]
    public async Task A_large_answer_is_compressed_for_a_client_that_takes_it()
    {
        using var service = new TestService(new EndpointOptions { GzipMinimumBytes = 500 });
        var session = await service.JsonLoginAsync();

        var plain = await service.JsonAsync("SessionManager/SessionManager/supportedLocaleList", session: session);
        var packed = await service.JsonAsync("SessionManager/SessionManager/supportedLocaleList", session: session, change: static exchange => exchange.With("Accept-Encoding", "gzip, deflate"));

        Assert.DoesNotContain("Content-Encoding", plain.AnswerHeaders.Keys);
        Assert.Equal("gzip", packed.AnswerHeaders["Content-Encoding"]);
        using var unpacked = new StreamReader(new GZipStream(new MemoryStream(packed.AnswerBytes), CompressionMode.Decompress));
        Assert.Equal(plain.Answer, await unpacked.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private static string Json(string text) => text.Replace("\n", "", StringComparison.Ordinal);
}
