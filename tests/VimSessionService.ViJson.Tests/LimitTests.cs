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
    };

    [Theory]
    [MemberData(nameof(Growing))]
    public void Reading_takes_time_in_proportion_to_the_document(string begin, string repeated, string end) => Growth.AssertLinear(
        repeated,
        n => Encoding.UTF8.GetBytes(begin + string.Concat(Enumerable.Repeat(repeated, n)) + end),
        static json => TryRead(json, TerminateSessionRequest.Method),
        n: 2_000);

    /// <summary>The type's name of each object comes last, within many others.</summary>
    [Fact]
    public void Objects_within_objects_are_read_in_time_in_proportion_to_the_document() => Growth.AssertLinear(
        "filters",
        static n => Encoding.UTF8.GetBytes("{\"specSet\":["
            + string.Join(',', Enumerable.Repeat("""{"propSet":[],"objectSet":[{"obj":{"value":"a"},"selectSet":[{"path":"x","type":"Folder","selectSet":[{"name":"a","_typeName":"SelectionSpec"}],"_typeName":"TraversalSpec"}]}],"_typeName":"PropertyFilterSpec"}""", n))
            + "],\"options\":{}}"),
        static json => TryRead(json, RetrievePropertiesExRequest.Method),
        n: 200);

    private static void TryRead(byte[] json, Vim25.Schema.VimMethod method)
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
