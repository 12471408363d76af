using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Scenarios;

namespace VimSessionService.Admin.Tests.Scenarios;

/// <summary>The schema for editors in the repository is that of the records.</summary>
public sealed partial class ScenarioSchemaTests
{
    /// <summary>Set to 1 to have the test write the schema.</summary>
    private const string WriteVariable = "VIMSESSION_WRITE_SCHEMA";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Repository =>
        typeof(ScenarioSchemaTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "RepositoryRoot").Value!;

    [Fact]
    public async Task The_schema_is_that_of_the_records()
    {
        var file = Path.Combine(Repository, "docs", "scenario.schema.json");
        var schema = Generate().ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
            await File.WriteAllTextAsync(file, schema, TestContext.Current.CancellationToken);

        Assert.True(
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) == schema,
            $"{file} is not the schema of the records. Run this test with {WriteVariable}=1 to write it.");
    }

    [Fact]
    public async Task The_page_names_every_field_of_a_scenario_and_of_a_step()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository, "docs", "scenarios.md"), TestContext.Current.CancellationToken);

        Assert.All(
            AdminJson.Default.ScenarioSpec.Properties.Concat(AdminJson.Default.ScenarioStep.Properties).Concat(AdminJson.Default.ScenarioOptions.Properties).Concat(AdminJson.Default.ScenarioUser.Properties),
            property => Assert.Contains($"`{property.Name}`", page, StringComparison.Ordinal));
    }

    private static JsonObject Generate()
    {
        var texts = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "VimSessionService.AdminClient.xml")).Descendants("member")
            .ToDictionary(static member => member.Attribute("name")!.Value, static member => Blanks().Replace(Text(member.Element("summary")), " ").Trim(), StringComparer.Ordinal);
        var schema = (JsonObject)AdminJson.Default.ScenarioSpec.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) =>
            {
                var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
                if (type == typeof(TimeSpan))
                    node = new JsonObject { ["type"] = "string", ["pattern"] = "^(0|([0-9.]+(ms|s|m|h|d))+)$" };
                else if (type == typeof(ScenarioOffset))
                    node = new JsonObject { ["type"] = "string", ["pattern"] = "^\\+?(0|([0-9.]+(ms|s|m|h|d))+)$" };
                if (node is JsonObject known && context.PropertyInfo?.AttributeProvider is PropertyInfo property
                    && texts.TryGetValue($"P:{property.DeclaringType!.FullName}.{property.Name}", out var text))
                    known.Insert(0, "description", text);
                return node;
            },
        });
        schema.Insert(0, "title", "A scenario of VimSessionService");
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema;
    }

    private static string Text(XElement? summary) =>
        summary is null ? "" : string.Concat(summary.Nodes().Select(static node => node is XElement { FirstNode: null } see ? see.Attribute("cref")?.Value.Split('.')[^1] ?? "" : node is XElement inner ? inner.Value : node.ToString()));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
