using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using VimSessionService.AdminClient.Json;
using VimSessionService.Hosting;

namespace VimSessionService.Admin.Tests;

/// <summary>The OpenAPI document in the repository is that of the routes.</summary>
public sealed class OpenApiTests
{
    /// <summary>Set to 1 to have the test write the document.</summary>
    private const string WriteVariable = "VIMSESSION_WRITE_OPENAPI";

    private static string Repository =>
        typeof(OpenApiTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "RepositoryRoot").Value!;

    [Fact]
    public async Task The_document_is_that_of_the_routes()
    {
        var file = Path.Combine(Repository, "src", "VimSessionService.Admin", "openapi.json");
        var document = await GenerateAsync();
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
            await File.WriteAllTextAsync(file, document, TestContext.Current.CancellationToken);

        Assert.True(
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) == document,
            $"{file} is not the document of the routes. Run this test with {WriteVariable}=1 to write it, and build again.");
    }

    [Fact]
    public async Task It_is_served()
    {
        await using var host = await LabHost.StartAsync();

        var (_, content) = await host.SendAsync(HttpMethod.Get, "openapi.json");

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Repository, "src", "VimSessionService.Admin", "openapi.json"), TestContext.Current.CancellationToken), content);
    }

    [Fact]
    public async Task Every_route_has_a_name_a_tag_a_summary_and_its_answers()
    {
        var paths = JsonNode.Parse(await GenerateAsync())!["paths"]!.AsObject();

        var operations = paths.SelectMany(static path => path.Value!.AsObject().Select(method => (Place: $"{method.Key} {path.Key}", Operation: method.Value!))).ToArray();

        Assert.NotEmpty(operations);
        Assert.All(operations, static operation =>
        {
            Assert.False(string.IsNullOrEmpty((string?)operation.Operation["operationId"]), operation.Place);
            Assert.False(string.IsNullOrEmpty((string?)operation.Operation["summary"]), operation.Place);
            Assert.NotEmpty(operation.Operation["responses"]!.AsObject());
            Assert.Matches("^[A-Z][a-z]+$", (string?)Assert.Single(operation.Operation["tags"]!.AsArray())); // what it is about, not who hosts it
        });
    }

    private static async Task<string> GenerateAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        builder.Services.AddVimSessionService();
        builder.Services.AddVimSessionAdmin();
        builder.Services.ConfigureHttpJsonOptions(static json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, AdminJson.Default);
            foreach (var converter in AdminJson.Default.Options.Converters)
                json.SerializerOptions.Converters.Add(converter);
        });
        builder.Services.AddOpenApi("v1", static options =>
        {
            options.AddDocumentTransformer(static (document, _, _) =>
            {
                document.Info = new OpenApiInfo { Title = "Admin API of VimSessionService", Version = "v1", Description = "See docs/admin.md." };
                document.Servers = [];
                document.Tags = null;
                return Task.CompletedTask;
            });
            options.AddSchemaTransformer(static (schema, context, _) =>
            {
                if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) == typeof(TimeSpan))
                    (schema.Type, schema.Format, schema.Pattern, schema.Description) = (JsonSchemaType.String, null, null, "A time: numbers with the units ms, s, m, h and d, such as 31m or 1h30m.");
                return Task.CompletedTask;
            });
            options.AddOperationTransformer(static (operation, _, _) =>
            {
                operation.Tags = null;
                return Task.CompletedTask;
            });
        });
        await using var app = builder.Build();
        app.MapVimSessionService();
        app.MapVimSessionAdmin();
        app.MapOpenApi();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = app.GetTestClient();
        var text = await client.GetStringAsync(new Uri("http://localhost/openapi/v1.json"), TestContext.Current.CancellationToken);
        using var stream = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JsonNode.Parse(text)!.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
