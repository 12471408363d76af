using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.ViJson.Tests;

/// <summary>What a request in JSON means.</summary>
public sealed class ViJsonReaderTests
{
    [Theory]
    [InlineData("""{"userName":"a","password":"b","locale":"de"}""")]
    [InlineData("""{"locale":"de","password":"b","userName":"a"}""")]
    [InlineData("""{"_typeName":"LoginRequestType","userName":"a","password":"b","locale":"de"}""")]
    [InlineData("""{"userName":"a","password":"b","locale":"de","_typeName":"whatever"}""")]
    [InlineData("\r\n { \"\\u0075serName\" : \"\\u0061\" ,\t\"password\":\"b\",\"locale\":\"de\"} ")]
    public void Parameters_are_found_by_their_names(string json)
    {
        var login = Reading.Read<LoginRequest>(json);

        Assert.Equal(("a", "b", "de"), (login.UserName, login.Password, login.Locale));
    }

    [Theory]
    [InlineData("""{"userName":"a","password":"b"}""")]
    [InlineData("""{"userName":"a","password":"b","locale":null}""")]
    [InlineData("""{"locale":null,"locale":null,"userName":"a","password":"b"}""")]
    public void Null_is_unset(string json) => Assert.Null(Reading.Read<LoginRequest>(json).Locale);

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("{}")]
    [InlineData("""{"_typeName":"Logout"}""")]
    public void A_method_without_parameters_takes_no_body_or_an_empty_object(string json) => Assert.NotNull(Reading.Read<LogoutRequest>(json));

    [Fact]
    public void Text_is_unicode()
    {
        Assert.Equal("é日😀\"\\/\n\u0001", Reading.Read<SetLocaleRequest>("""{"locale":"é\u65e5\ud83d\ude00\"\\\/\n\u0001"}""").Locale);
        Assert.Equal("", Reading.Read<SetLocaleRequest>("""{"locale":""}""").Locale);
    }

    [Fact]
    public void An_array_has_its_items_in_order()
    {
        Assert.Equal(["a", "b"], Reading.Read<TerminateSessionRequest>("""{"sessionId":["a","b"]}""").SessionId);
        Assert.Empty(Reading.Read<TerminateSessionRequest>("""{"sessionId":[]}""").SessionId);
    }

    [Fact]
    public void Objects_within_objects_are_of_the_declared_type_unless_they_say_another()
    {
        var spec = Reading.Read<RetrievePropertiesExRequest>(
            """
            {"specSet":[{"_typeName":"PropertyFilterSpec","propSet":[{"type":"Folder","pathSet":["name","parent"],"all":null}],
            "objectSet":[{"obj":{"_typeName":"ManagedObjectReference","value":"group-d1","type":"Folder"},"skip":false,
            "selectSet":[{"name":"again"},{"name":"again","type":"Folder","selectSet":[{"name":"x"}],"path":"childEntity","_typeName":"TraversalSpec"}]}]}],"options":{}}
            """).SpecSet[0];

        Assert.Equal(new ManagedObjectReference("Folder", "group-d1"), spec.ObjectSet[0].Obj);
        Assert.Equal(["name", "parent"], spec.PropSet[0].PathSet!);
        Assert.Equal("again", Assert.IsType<SelectionSpec>(spec.ObjectSet[0].SelectSet![0]).Name);
        var step = Assert.IsType<TraversalSpec>(spec.ObjectSet[0].SelectSet![1]);
        Assert.Equal(("childEntity", "x"), (step.Path, step.SelectSet![0].Name));
        Assert.False(spec.ObjectSet[0].Skip);
    }

    [Theory]
    [InlineData("""{"_typeName":"boolean","_value":true}""", true)]
    [InlineData("""{"_value":"a","_typeName":"string"}""", "a")]
    [InlineData("""{"_typeName":"anyURI","_value":"a:b"}""", "a:b")]
    [InlineData("""{"_typeName":"int","_value":-2147483648}""", int.MinValue)]
    [InlineData("""{"_typeName":"byte","_value":7}""", 7)]
    [InlineData("""{"_typeName":"short","_value":32767}""", short.MaxValue)]
    [InlineData("""{"_typeName":"long","_value":9223372036854775807}""", long.MaxValue)]
    [InlineData("""{"_typeName":"double","_value":1.5}""", 1.5)]
    [InlineData("""{"_typeName":"float","_value":1e3}""", 1000.0)]
    [InlineData("""{"_typeName":"ManagedEntityStatus","_value":"gray"}""", ManagedEntityStatus.Gray)]
    public void A_value_that_bears_its_type_is_boxed(string json, object expected) => Assert.Equal(expected, Reading.Any(json));

    [Theory]
    [InlineData("2024-02-03T04:05:06Z", 0)]
    [InlineData("2024-02-03T06:05:06.000001+02:00", 10)]
    [InlineData("2024-02-03T04:05:06.0000001Z", 1)]
    [InlineData("2024-02-03T04:05:06", 0)]
    public void Times_are_of_any_offset_and_of_UTC_without_one(string text, long ticks)
    {
        var time = Assert.IsType<DateTime>(Reading.Any($$"""{"_typeName":"dateTime","_value":"{{text}}"}"""));

        Assert.Equal(DateTimeKind.Utc, time.Kind);
        Assert.Equal(new DateTime(2024, 2, 3, 4, 5, 6, DateTimeKind.Utc).AddTicks(ticks), time);
    }

    [Fact]
    public void A_reference_is_read_flat_and_boxed()
    {
        var expected = new ManagedObjectReference("Folder", "group-d1");

        Assert.Equal(expected, Reading.Any("""{"_typeName":"ManagedObjectReference","type":"Folder","value":"group-d1"}"""));
        Assert.Equal(expected, Reading.Any("""{"_typeName":"ManagedObjectReference","_value":{"type":"Folder","value":"group-d1"}}"""));
        Assert.Equal(new ManagedObjectReference("", "x"), Reading.Any("""{"_typeName":"ManagedObjectReference","value":"x"}"""));
    }

    [Fact]
    public void Arrays_that_bear_their_type_hold_items_that_do_not()
    {
        Assert.Equal(["a", "b"], Assert.IsType<string[]>(Reading.Any("""{"_typeName":"ArrayOfString","_value":["a","b"]}""")));
        Assert.Equal([1, 2], Assert.IsType<int[]>(Reading.Any("""{"_typeName":"ArrayOfInt","_value":[1,2]}""")));
        Assert.Empty(Assert.IsType<ManagedObjectReference[]>(Reading.Any("""{"_typeName":"ArrayOfManagedObjectReference","_value":[]}""")));
        Assert.Equal([true, "a"], Assert.IsType<object[]>(Reading.Any("""{"_typeName":"ArrayOfAnyType","_value":[{"_typeName":"boolean","_value":true},{"_typeName":"string","_value":"a"}]}""")));
        var options = Assert.IsType<TypedArray>(Reading.Any("""{"_typeName":"ArrayOfOptionValue","_value":[{"key":"k"},{"_typeName":"OptionValue","key":"l"}]}"""));
        Assert.Equal(["k", "l"], options.Items.Cast<OptionValue>().Select(static option => option.Key));
    }

    [Fact]
    public void A_data_object_that_bears_its_type_stands_there_itself() =>
        Assert.Equal(new OptionValue { Key = "k", Value = 1 }, Reading.Any("""{"key":"k","value":{"_typeName":"int","_value":1},"_typeName":"OptionValue"}"""));

    [Theory]
    [InlineData("[]", "The request is not a JSON object")]
    [InlineData("\"a\"", "The request is not a JSON object")]
    [InlineData("null", "The request is not a JSON object")]
    [InlineData("{", "The request is not JSON: error at line 1, byte 2")]
    [InlineData("{\"locale\":\"a\"}x", "The request is not JSON: error at line 1, byte 15")]
    [InlineData("{\n\"locale\":'a'}", "The request is not JSON: error at line 2, byte 10")]
    [InlineData("{\"locale\":\"a\",}", "The request is not JSON: error at line 1, byte 15")]
    [InlineData("{/* */\"locale\":\"a\"}", "The request is not JSON: error at line 1, byte 2")]
    [InlineData("{\"locale\":NaN}", "The request is not JSON: error at line 1, byte 11")]
    [InlineData("\uFEFF{\"locale\":\"a\"}", "The request is not JSON: error at line 1, byte 1")]
    [InlineData("<Envelope/>", "The request is not JSON: error at line 1, byte 1")]
    [InlineData("""{"locale":"\ud800"}""", "\nCannot convert the value of property locale to string")]
    [InlineData("""{"\udc00":"a"}""", "A name has half of a surrogate pair")]
    [InlineData("""{"locale":1}""", "\nCannot convert the value of property locale to string")]
    [InlineData("""{"locale":{}}""", "\nCannot convert the value of property locale to string")]
    [InlineData("""{"locale":["a"]}""", "\nCannot convert the value of property locale to string")]
    [InlineData("""{"locale":"a","locale":"b"}""", "The member locale is there twice")]
    [InlineData("""{"_typeName":"a","locale":"a","_typeName":"a"}""", "The member _typeName is there twice")]
    [InlineData("""{}""", "\nRequired parameter locale is missing")]
    [InlineData("""{"locale":null}""", "\nRequired parameter locale is missing")]
    public void What_is_no_request_is_refused(string json, string message) =>
        Assert.Equal(message, Assert.Throws<VimDecodeException>(() => Reading.Read<SetLocaleRequest>(json)).Message);

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused()
    {
        var body = "{\"locale\":\"a\"}"u8.ToArray();
        body[^3] = 0xFF;

        var reader = new ViJsonReader(JsonLimits.Default, ApiVersion.V8_0_3_0);
        Assert.Equal("The request is not UTF-8", Assert.Throws<VimDecodeException>(() => reader.ReadArguments(body, SetLocaleRequest.Method, Reading.Target)).Message);
    }

    [Theory]
    [InlineData("""{"_typeName":"int","_value":"1"}""", "\nCannot convert the value of property value to int")]
    [InlineData("""{"_typeName":"int","_value":1.5}""", "\nCannot convert the value of property value to int")]
    [InlineData("""{"_typeName":"int","_value":1e2}""", "\nCannot convert the value of property value to int")]
    [InlineData("""{"_typeName":"int","_value":2147483648}""", "\nCannot convert the value of property value to int")]
    [InlineData("""{"_typeName":"short","_value":40000}""", "\nCannot convert the value of property value to short")]
    [InlineData("""{"_typeName":"long","_value":9223372036854775808}""", "\nCannot convert the value of property value to long")]
    [InlineData("""{"_typeName":"double","_value":1e999}""", "\nCannot convert the value of property value to double")]
    [InlineData("""{"_typeName":"boolean","_value":1}""", "\nCannot convert the value of property value to boolean")]
    [InlineData("""{"_typeName":"boolean","_value":"true"}""", "\nCannot convert the value of property value to boolean")]
    [InlineData("""{"_typeName":"dateTime","_value":"2024-02-03"}""", "\nCannot convert the value of property value to dateTime")]
    [InlineData("""{"_typeName":"dateTime","_value":"2024-02-30T00:00:00Z"}""", "\nCannot convert the value of property value to dateTime")]
    [InlineData("""{"_typeName":"binary","_value":"a"}""", "\nCannot convert the value of property value to binary")]
    [InlineData("""{"_typeName":"ManagedEntityStatus","_value":"purple"}""", "\nCannot convert the value of property value to ManagedEntityStatus")]
    [InlineData("""{"_typeName":"ArrayOfString","_value":"a"}""", "\nCannot convert the value of property value to array")]
    [InlineData("""{"_typeName":"ArrayOfString","_value":[null]}""", "\nCannot convert the value of property value to string")]
    [InlineData("""{"_typeName":"ArrayOfNothing","_value":[]}""", "\nUnexpected type ArrayOfNothing of property value")]
    [InlineData("""{"_typeName":"Nothing","_value":"a"}""", "\nUnexpected type Nothing of property value")]
    [InlineData("""{"_typeName":"string"}""", "\nRequired property _value is missing from data object of type string")]
    [InlineData("""{"_typeName":"string","_value":"a","_value":"b"}""", "The member _value is there twice")]
    [InlineData("""{"_typeName":"string","_value":"a","_typeName":"string"}""", "The member _typeName is there twice")]
    [InlineData("""{"_typeName":7}""", "The _typeName of a value is not a string")]
    [InlineData("""{"_value":"a"}""", "The value of property value bears no type")]
    [InlineData("\"a\"", "The value of property value bears no type")]
    [InlineData("true", "The value of property value bears no type")]
    [InlineData("""{"_typeName":"ManagedObjectReference","type":"Nothing","value":"x"}""", "\nError processing attribute \"type\" with value \"Nothing\"")]
    [InlineData("""{"_typeName":"ManagedObjectReference","type":"Folder"}""", "\nRequired property value is missing from data object of type ManagedObjectReference")]
    public void A_value_that_is_not_what_it_says_is_refused(string json, string message) =>
        Assert.Equal(message, Assert.Throws<VimDecodeException>(() => Reading.Any(json)).Message);

    [Theory]
    [InlineData("""{"specSet":{},"options":{}}""", "\nCannot convert the value of property specSet to array")]
    [InlineData("""{"specSet":[],"options":[]}""", "\nCannot convert the value of property options to RetrieveOptions")]
    [InlineData("""{"specSet":[],"options":"a"}""", "\nCannot convert the value of property options to RetrieveOptions")]
    [InlineData("""{"specSet":[],"options":{"_typeName":"WaitOptions"}}""", "\nUnexpected type WaitOptions of property options")]
    [InlineData("""{"specSet":[],"options":{"_typeName":"Nothing"}}""", "\nUnexpected type Nothing of property options")]
    [InlineData("""{"specSet":[],"options":{"_typeName":null}}""", "The _typeName of a value is not a string")]
    [InlineData("""{"specSet":[{"propSet":[]}],"options":{}}""", "\nRequired property objectSet is missing from data object of type PropertyFilterSpec")]
    [InlineData("""{"specSet":[{"propSet":[],"propSet":[],"objectSet":[]}],"options":{}}""", "The member propSet is there twice")]
    [InlineData("""{"specSet":[{"propSet":[],"objectSet":[{"obj":"group-d1"}]}],"options":{}}""", "\nCannot convert the value of property obj to ManagedObjectReference")]
    [InlineData("""{"specSet":[{"propSet":[],"objectSet":[{"obj":{"_typeName":"Folder","value":"group-d1"}}]}],"options":{}}""", "\nUnexpected type Folder of property obj")]
    public void An_argument_of_another_type_is_refused(string json, string message) =>
        Assert.Equal(message, Assert.Throws<VimDecodeException>(() => Reading.Read<RetrievePropertiesExRequest>(json)).Message);

    [Theory]
    [InlineData("""{"locale":"a","other":1}""", "other")]
    [InlineData("""{"locale":"a","_this":{"type":"SessionManager","value":"SessionManager"}}""", "_this")]
    [InlineData("""{"Locale":"a"}""", "Locale")]
    public void A_parameter_that_the_method_does_not_have_is_named(string json, string name)
    {
        var fault = Assert.Throws<VimFaultException>(() => Reading.Read<SetLocaleRequest>(json)).Fault;

        Assert.Equal(name, Assert.IsType<InvalidArgument>(fault).InvalidProperty);
    }

    [Fact]
    public void A_member_that_a_type_does_not_have_is_named_and_cut()
    {
        var fault = Assert.Throws<VimFaultException>(() => Reading.Read<RetrievePropertiesExRequest>($"{{\"specSet\":[],\"options\":{{\"{new string('x', 100)}\":1}}}}")).Fault;

        Assert.Equal(new string('x', 64), Assert.IsType<InvalidArgument>(fault).InvalidProperty);
    }

    [Fact]
    public void A_reader_goes_from_call_to_call_whatever_became_of_the_one_before()
    {
        var reader = new ViJsonReader(JsonLimits.Default, ApiVersion.V8_0_3_0);
        Assert.Throws<VimDecodeException>(() => reader.ReadArguments("""{"specSet":[{"propSet":[{"type":7}]}]}"""u8.ToArray(), RetrievePropertiesExRequest.Method, Reading.Target));
        Assert.Throws<VimDecodeException>(() => reader.ReadArguments("{"u8.ToArray(), RetrievePropertiesExRequest.Method, Reading.Target));

        Assert.Equal("de", ((SetLocaleRequest)reader.ReadArguments("""{"locale":"de"}"""u8.ToArray(), SetLocaleRequest.Method, Reading.Target)).Locale);
    }
}
