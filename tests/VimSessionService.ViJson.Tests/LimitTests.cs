using System.Text;
using VimSessionService.Testing;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.ViJson.Tests;

/// <summary>A document is bounded, and what it takes to read one grows as its size.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData("{\"a\":", 63, true)]
    [InlineData("{\"a\":", 64, false)]
    [InlineData("[", 63, true)]
    [InlineData("[", 64, false)]
    public void Objects_and_arrays_nest_as_deep_as_allowed(string open, int levels, bool isAllowed)
    {
        var close = new string(open[0] == '{' ? '}' : ']', levels);
        var json = $$"""{"extra":{{string.Concat(Enumerable.Repeat(open, levels))}}1{{close}},"locale":"a"}""";

        if (isAllowed)
            Assert.Throws<VimFaultException>(() => Reading.Read<SetLocaleRequest>(json));
        else
            Assert.Equal("The request nests deeper than 64 levels", Assert.Throws<VimDecodeException>(() => Reading.Read<SetLocaleRequest>(json)).Message);
    }

    [Fact]
    public void Deep_nesting_without_an_end_is_refused_at_the_limit() => Assert.Equal(
        "The request nests deeper than 64 levels",
        Assert.Throws<VimDecodeException>(() => Reading.Read<SetLocaleRequest>(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)))).Message);

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void There_are_as_many_values_as_allowed(int items, bool isAllowed)
    {
        var json = $$"""{"sessionId":[{{string.Join(',', Enumerable.Repeat("\"a\"", items))}}]}""";
        var limits = new JsonLimits { MaxValues = 10 };

        if (isAllowed)
            Assert.Equal(items, Reading.Read<TerminateSessionRequest>(json, limits).SessionId.Length);
        else
            Assert.Equal("The request holds more than 10 values", Assert.Throws<VimDecodeException>(() => Reading.Read<TerminateSessionRequest>(json, limits)).Message);
    }

    public static TheoryData<string, string, string> Growing => new()
    {
        { "{\"sessionId\":[", "\"a\",", "\"a\"]}" },
        { "{\"sessionId\":[\"", "\\u0061", "\"]}" },
        { "{\"sessionId\":[", "{\"_typeName\":\"a\"},", "\"a\"]}" },
        { "{", "\"sessionId\":null,", "\"sessionId\":[]}" },
        { "{", "\"sessionId\":[],", "\"sessionId\":[]}" },
        { "{\"x\":[", "[[[[{}]]]],", "1]}" },
        { "{\"x\":{", "\"_typeName\":\"a\",", "\"_typeName\":\"a\"}}" },
        { "{\"sessionId\":[", " \n", "]}" },
        { "{\"", "sessionId", "\":[]}" },
        { "{\"sessionId\":[\"", "a", "\"]}" },
        { "{\"sessionId\":[\"", "\\ud83d\\ude00", "\"]}" },
        { "{\"sessionId\":[\"", "\u00e9", "\"]}" },
        { "{\"sessionId\":[", "1,", "1]}" },
        { "{\"sessionId\":[", "1", "]}" },
        { "{\"sessionId\":[0.", "1", "]}" },
        { "{\"sessionId\":[1e", "1", "]}" },
        { "{\"x\":{\"_typeName\":\"", "a", "\"}}" },
        { "{\"sessionId\":[{\"_typeName\":\"", "a", "\",\"_value\":\"x\"}]}" },
        { "{\"x\":{\"_typeName\":\"ArrayOfString\",\"_value\":[", "\"a\",", "\"a\"]}}" },
    };

    [Theory]
    [MemberData(nameof(Growing))]
    public void Reading_takes_time_and_memory_in_proportion_to_the_document(string begin, string repeated, string end) => AssertLinear(
        $"{begin}{repeated}",
        n => Encoding.UTF8.GetBytes(begin + string.Concat(Enumerable.Repeat(repeated, n)) + end),
        TerminateSessionRequest.Method,
        n: 2_000);

    public static TheoryData<string, string, string> GrowingOptions => new()
    {
        { "\"_typeName\":\"string\",\"_value\":\"", "a", "\"" },
        { "\"_typeName\":\"int\",\"_value\":", "1", "" },
        { "\"_typeName\":\"long\",\"_value\":", "1", "" },
        { "\"_typeName\":\"double\",\"_value\":0.", "1", "" },
        { "\"_typeName\":\"dateTime\",\"_value\":\"2024-02-03T04:05:06.", "1", "Z\"" },
        { "\"_typeName\":\"binary\",\"_value\":\"", "AAAA", "\"" },
        { "\"_typeName\":\"ArrayOfAnyType\",\"_value\":[", "{\"_typeName\":\"int\",\"_value\":1},", "1]" },
        { "\"_typeName\":\"OptionValue\",\"key\":\"", "a", "\",\"value\":1" },
    };

    /// <summary>A value of any type, which its object names.</summary>
    [Theory]
    [MemberData(nameof(GrowingOptions))]
    public void Values_of_any_type_are_read_in_proportion_to_the_document(string begin, string repeated, string end) => AssertLinear(
        $"{begin}{repeated}",
        n => Encoding.UTF8.GetBytes($"{{\"changedValue\":[{{\"key\":\"a\",\"value\":{{{begin}{string.Concat(Enumerable.Repeat(repeated, n))}{end}}}}}]}}"),
        UpdateOptionsRequest.Method,
        n: 2_000);

    /// <summary>The type's name of each object comes last, within many others.</summary>
    [Fact]
    public void Objects_within_objects_are_read_in_proportion_to_the_document() => AssertLinear(
        "filters",
        static n => Encoding.UTF8.GetBytes("{\"specSet\":["
            + string.Join(',', Enumerable.Repeat("""{"propSet":[],"objectSet":[{"obj":{"value":"a"},"selectSet":[{"path":"x","type":"Folder","selectSet":[{"name":"a","_typeName":"SelectionSpec"}],"_typeName":"TraversalSpec"}]}],"_typeName":"PropertyFilterSpec"}""", n))
            + "],\"options\":{}}"),
        RetrievePropertiesExRequest.Method,
        n: 200);

    /// <summary>The time grows no faster than the document, and the memory is a fixed multiple of it.</summary>
    private static void AssertLinear(string what, Func<int, byte[]> make, Vim25.VimMethod method, int n)
    {
        Growth.AssertLinear(what, make, json => TryRead(json, method), n);
        var large = make(4 * n);
        Growth.AssertMemory(what, large.Length, 60, () => TryRead(large, method), constant: 20_000);
    }

    private static void TryRead(byte[] json, Vim25.VimMethod method)
    {
        try
        {
            new ViJsonReader(JsonLimits.Default, ApiVersion.V8_0_3_0).ReadArguments(json, method, Reading.Target);
        }
        catch (Exception refused) when (refused is VimDecodeException or VimFaultException)
        {
        }
    }
}
