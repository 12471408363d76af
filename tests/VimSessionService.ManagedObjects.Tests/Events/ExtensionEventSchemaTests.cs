using VimSessionService.ManagedObjects.Events;
using VimSessionService.Testing;

namespace VimSessionService.ManagedObjects.Tests.Events;

/// <summary>Schemas of events, which extensions write.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ExtensionEventSchemaTests
{
    private const string Name = "schemas of events";

    [Fact]
    public void Texts_in_parts_are_one_text()
    {
        var schema = ExtensionEventSchema.Read(
            "<EventType><description>a<![CDATA[b]]><!-- x -->c </description><arguments><argument><name>n<![CDATA[1]]></name><type>st<![CDATA[ring]]></type></argument><argument><name>m</name></argument></arguments></EventType>");
        Assert.Equal("abc", schema.Description);
        Assert.Equal(("n1", "string"), Assert.Single(schema.Arguments));
    }

    /// <summary>Below the length from where on a schema is not read.</summary>
    [Theory]
    [InlineData("parts of the description", 1_000)]
    [InlineData("parts of a name", 1_000)]
    [InlineData("parts of a type", 1_000)]
    [InlineData("characters of the description", 15_000)]
    [InlineData("arguments", 300)]
    [InlineData("nesting", 2_000)]
    [InlineData("attributes", 1_000)]
    [InlineData("comments", 1_500)]
    public void Reading_takes_time_and_memory_in_proportion_to_the_schema(string what, int n)
    {
        Growth.AssertLinear(what, size => Schema(what, size), static xml => Assert.True(IsRead(ExtensionEventSchema.Read(xml))), n);
        var large = Schema(what, 4 * n);
        Assert.InRange(large.Length, 1, 64 * 1024);
        Growth.AssertMemory(what, large.Length, 40, () => ExtensionEventSchema.Read(large), constant: 100_000);
    }

    private static bool IsRead(ExtensionEventSchema schema) => schema.Description is not null || schema.Arguments.Count > 0;

    private static string Schema(string what, int n) => what switch
    {
        "parts of the description" => Of(Many(n, "<![CDATA[x]]>"), "n", "t"),
        "parts of a name" => Of("d", Many(n, "<![CDATA[x]]>"), "t"),
        "parts of a type" => Of("d", "n", Many(n, "<![CDATA[x]]>")),
        "characters of the description" => Of(new string('x', n), "n", "t"),
        "arguments" => $"<e><description>d</description><arguments>{Many(n, "<argument><name>n</name><type>t</type></argument>")}</arguments></e>",
        "nesting" => Of($"d</description>{Many(n, "<a>")}{Many(n, "</a>")}<description>", "n", "t"),
        "attributes" => $"<e {string.Concat(Enumerable.Range(0, n).Select(static i => $"a{i}='' "))}><description>d</description></e>",
        _ => Of("d" + Many(n, "<!--x-->"), "n", "t"),
    };

    private static string Of(string description, string name, string type) =>
        $"<e><description>{description}</description><arguments><argument><name>{name}</name><type>{type}</type></argument></arguments></e>";

    private static string Many(int n, string part) => string.Concat(Enumerable.Repeat(part, n));
}
