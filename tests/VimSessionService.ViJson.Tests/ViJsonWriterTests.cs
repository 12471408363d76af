using System.Text;
using System.Text.Json;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.ViJson.Tests;

/// <summary>The spelling of values, as real servers and the clients' fixtures have it.</summary>
public sealed class ViJsonWriterTests
{
    private static readonly ManagedObjectReference Folder = new("Folder", "group-d1");

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<object, string> Boxed => new()
    {
        { true, """{"_typeName":"boolean","_value":true}""" },
        { (short)7, """{"_typeName":"short","_value":7}""" },
        { 7, """{"_typeName":"int","_value":7}""" },
        { 7L, """{"_typeName":"long","_value":7}""" },
        { 1.5, """{"_typeName":"double","_value":1.5}""" },
        { double.NaN, """{"_typeName":"double","_value":"NaN"}""" },
        { "a", """{"_typeName":"string","_value":"a"}""" },
        { new DateTime(2023, 2, 14, 22, 12, 48, 753, DateTimeKind.Utc).AddMicroseconds(169), """{"_typeName":"dateTime","_value":"2023-02-14T22:12:48.753169Z"}""" },
        { "abc"u8.ToArray(), """{"_typeName":"binary","_value":"YWJj"}""" },
        { Folder, """{"_typeName":"ManagedObjectReference","value":"group-d1","type":"Folder"}""" },
        { ManagedEntityStatus.Gray, """{"_typeName":"ManagedEntityStatus","_value":"gray"}""" },
        { new[] { "Folder", "Datacenter" }, """{"_typeName":"ArrayOfString","_value":["Folder","Datacenter"]}""" },
        { new[] { -1, 2 }, """{"_typeName":"ArrayOfInt","_value":[-1,2]}""" },
        { Array.Empty<string>(), """{"_typeName":"ArrayOfString","_value":[]}""" },
        { new[] { Folder }, """{"_typeName":"ArrayOfManagedObjectReference","_value":[{"_typeName":"ManagedObjectReference","value":"group-d1","type":"Folder"}]}""" },
        { new object[] { 1, "a" }, """{"_typeName":"ArrayOfAnyType","_value":[{"_typeName":"int","_value":1},{"_typeName":"string","_value":"a"}]}""" },
        { new TypedArray(OptionValue.Schema, [new OptionValue { Key = "k", Value = 1 }]), """{"_typeName":"ArrayOfOptionValue","_value":[{"_typeName":"OptionValue","key":"k","value":{"_typeName":"int","_value":1}}]}""" },
        { new OptionValue { Key = "k" }, """{"_typeName":"OptionValue","key":"k"}""" },
    };

    [Theory]
    [MemberData(nameof(Boxed))]
    public void A_value_of_no_declared_type_bears_its_own(object value, string json)
    {
        var property = Written(new VimTypeRef(VimKind.Object, "DynamicProperty"), new DynamicProperty { Name = "p", Val = value });

        Assert.Equal($$"""{"_typeName":"DynamicProperty","name":"p","val":{{json}}}""", property);
        using var parsed = JsonDocument.Parse(property);
    }

    /// <summary>Values of any length, with their time and memory.</summary>
    [Theory]
    [InlineData("characters of a text", 20_000)]
    [InlineData("characters that are escaped", 20_000)]
    [InlineData("texts", 2_000)]
    [InlineData("numbers", 2_000)]
    [InlineData("objects", 1_000)]
    [InlineData("bytes", 20_000)]
    public void Writing_takes_time_and_memory_in_proportion_to_the_value(string what, int n)
    {
        Testing.Growth.AssertLinear(what, size => Value(what, size), static value => Written(Any, value), n);
        var large = Value(what, 4 * n);
        Testing.Growth.AssertMemory(what, Written(Any, large).Length, 40, () => Written(Any, large), constant: 50_000);
    }

    private static readonly VimTypeRef Any = new(VimKind.Any);

    private static object Value(string what, int n) => what switch
    {
        "characters of a text" => new string('a', n),
        "characters that are escaped" => new string('"', n),
        "texts" => Enumerable.Repeat("text", n).ToArray(),
        "numbers" => Enumerable.Range(0, n).ToArray(),
        "objects" => new TypedArray(OptionValue.Schema, [.. Enumerable.Range(0, n).Select(static i => new OptionValue { Key = "k", Value = i })]),
        _ => new byte[n],
    };

    [Fact]
    public void A_declared_value_is_bare()
    {
        Assert.Equal("\"en\"", Written(new VimTypeRef(VimKind.String), "en"));
        Assert.Equal("true", Written(new VimTypeRef(VimKind.Boolean), true));
        Assert.Equal("[\"a\",\"b\"]", Written(new VimTypeRef(VimKind.String, "", true), new[] { "a", "b" }));
        Assert.Equal("[]", Written(new VimTypeRef(VimKind.String, "", true), Array.Empty<string>()));
        Assert.Equal("\"2024-02-03T04:05:06.000000Z\"", Written(new VimTypeRef(VimKind.DateTime), new DateTime(2024, 2, 3, 4, 5, 6, DateTimeKind.Utc)));
        Assert.Equal("""{"_typeName":"ManagedObjectReference","value":"group-d1","type":"Folder"}""", Written(new VimTypeRef(VimKind.Reference, "Folder"), Folder));
        Assert.Equal("\"gray\"", Written(new VimTypeRef(VimKind.Enum, "ManagedEntityStatus"), ManagedEntityStatus.Gray));
        Assert.Equal("""[{"_typeName":"OptionValue","key":"k"}]""", Written(new VimTypeRef(VimKind.Object, "OptionValue", true), new[] { new OptionValue { Key = "k" } }));
        Assert.Equal("""[{"_typeName":"OptionValue","key":"k"}]""", Written(new VimTypeRef(VimKind.Object, "OptionValue", true), new TypedArray(OptionValue.Schema, [new OptionValue { Key = "k" }])));
        Assert.Equal("""{"_typeName":"int","_value":1}""", Written(new VimTypeRef(VimKind.Any), 1));
    }

    [Fact]
    public void A_fault_is_the_document_with_its_text_after_its_type()
    {
        Assert.Equal(
            """{"_typeName":"InvalidLogin","faultstring":"Cannot complete login."}""", Fault(new InvalidLogin(), "Cannot complete login.", ApiVersion.V8_0_3_0));
        Assert.Equal(
            """{"_typeName":"NoPermission","faultstring":"no","object":{"_typeName":"ManagedObjectReference","value":"group-d1","type":"Folder"},"privilegeId":"System.View"}""",
            Fault(new NoPermission { Object = Folder, PrivilegeId = "System.View" }, "no", ApiVersion.V7_0_0_0));
    }

    [Fact]
    public void A_fault_that_the_release_does_not_know_is_what_it_extends() =>
        Assert.Equal("""{"_typeName":"RuntimeFault","faultstring":"x"}""", Fault(new InvalidToken(), "x", ApiVersion.V8_0_3_0));

    [Fact]
    public void What_is_newer_than_the_release_is_left_out()
    {
        var about = new AboutInfo
        {
            Name = "n",
            FullName = "f",
            Vendor = "v",
            Version = "1",
            Build = "2",
            OsType = "o",
            ProductLineId = "p",
            ApiType = "a",
            ApiVersionName = "3",
            PatchLevel = "00000",
        };

        Assert.Contains("patchLevel", Written(new VimTypeRef(VimKind.Object, "AboutInfo"), about, ApiVersion.V7_0_2_0), StringComparison.Ordinal);
        Assert.DoesNotContain("patchLevel", Written(new VimTypeRef(VimKind.Object, "AboutInfo"), about, ApiVersion.V7_0_1_1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\"\\/\b\f\n\r\t\u0001\u007f\u2028<>&'é日😀")]
    [InlineData("")]
    public void Text_comes_back_as_it_was(string text)
    {
        var written = Written(new VimTypeRef(VimKind.String), text);

        Assert.Equal(text, JsonSerializer.Deserialize<string>(written));
        Assert.Contains(text.Contains('é', StringComparison.Ordinal) ? "é日" : "", written, StringComparison.Ordinal);
    }

    /// <summary>Texts of common characters are written by the service, all others by the framework.</summary>
    [Fact]
    public void Every_character_is_written_as_the_framework_writes_it()
    {
        string[] texts = [.. Enumerable.Range(0, char.MaxValue + 1).Select(static c => $"a{(char)c}b"), "a😀b"];
        var framework = JsonSerializer.Serialize(texts, Relaxed);

        Assert.Equal(framework, Written(new VimTypeRef(VimKind.String, "", true), texts));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_written_as_the_replacement_character() =>
        Assert.Equal("a\uFFFDb", JsonSerializer.Deserialize<string>(Written(new VimTypeRef(VimKind.String), "a\uD800b")));

    [Theory]
    [InlineData(8191)]
    [InlineData(8192)]
    [InlineData(100_000)]
    public void Long_text_is_written_in_pieces_and_whole(int length)
    {
        var text = new string('x', length) + "😀\"é" + new string('y', length);

        Assert.Equal(text, JsonSerializer.Deserialize<string>(Written(new VimTypeRef(VimKind.String), text)));
    }

    [Fact]
    public void A_writer_begins_anew_after_an_answer_that_could_not_be_written()
    {
        using var buffer = new Utf8Buffer();
        using var writer = new ViJsonWriter(buffer, ConstantContents.None);
        writer.Reset(ApiVersion.V8_0_3_0);
        Assert.Throws<InvalidOperationException>(() => writer.WriteDocument(new VimTypeRef(VimKind.Object, "DynamicProperty"), new DynamicProperty { Name = "p", Val = new object() }));
        writer.Reset(ApiVersion.V8_0_3_0);
        writer.WriteDocument(new VimTypeRef(VimKind.String), "en");

        Assert.Equal("\"en\"", Encoding.UTF8.GetString(buffer.Written.Span));
    }

    /// <summary>What is kept of a constant is what was written of it.</summary>
    [Fact]
    public void A_constant_is_written_the_same_again()
    {
        string[] texts = ["a", "b"];
        var option = new OptionValue { Key = "k", Value = texts };
        var empty = Array.Empty<string>();
        using var buffer = new Utf8Buffer();
        using var writer = new ViJsonWriter(buffer, new ConstantContents([texts, option, empty]));
        var declared = new VimTypeRef(VimKind.Any, "", true);
        object[] document = [option, texts, empty, 1, option];

        var written = Enumerable.Range(0, 3).Select(_ =>
        {
            writer.Reset(ApiVersion.V8_0_3_0);
            writer.WriteDocument(declared, document);
            return Encoding.UTF8.GetString(buffer.Written.Span);
        }).ToList();

        const string Texts = """{"_typeName":"ArrayOfString","_value":["a","b"]}""";
        const string Option = $$"""{"_typeName":"OptionValue","key":"k","value":{{Texts}}}""";
        Assert.All(written, text => Assert.Equal($$"""[{{Option}},{{Texts}},{"_typeName":"ArrayOfString","_value":[]},{"_typeName":"int","_value":1},{{Option}}]""", text));
    }

    private static string Written(VimTypeRef type, object value, ApiVersion version = ApiVersion.V8_0_3_0)
    {
        using var buffer = new Utf8Buffer();
        using var writer = new ViJsonWriter(buffer, ConstantContents.None);
        writer.Reset(version);
        writer.WriteDocument(type, value);
        return Encoding.UTF8.GetString(buffer.Written.Span);
    }

    private static string Fault(MethodFault fault, string text, ApiVersion version)
    {
        using var buffer = new Utf8Buffer();
        using var writer = new ViJsonWriter(buffer, ConstantContents.None);
        writer.Reset(version);
        writer.WriteDocument(fault, text);
        return Encoding.UTF8.GetString(buffer.Written.Span);
    }
}
