using System.Text;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Soap.Tests.Envelope;

/// <summary>Members come in the order of their declaration, the object of the call first; an option of the operator relaxes it.</summary>
public sealed class MemberOrderTests
{
    [Theory]
    [InlineData("<Login><_this>s</_this><password>p</password><userName>u</userName></Login>")]
    [InlineData("<Login><userName>u</userName><password>p</password><_this>s</_this></Login>")]
    [InlineData("<Login><userName>u</userName><_this>s</_this><password>p</password></Login>")]
    [InlineData("<Login><_this>s</_this><locale>en</locale><userName>u</userName><password>p</password></Login>")]
    public void Parameters_out_of_order_are_refused_unless_the_operator_relaxes_it(string body) => Check(body, LoginRequest.Method);

    [Theory]
    [InlineData("<specSet><propSet><pathSet>a</pathSet><type>Folder</type></propSet><objectSet><obj>o</obj></objectSet></specSet>")]
    [InlineData("<specSet><objectSet><obj>o</obj></objectSet><propSet><type>Folder</type></propSet></specSet>")]
    [InlineData("<specSet><propSet><type>Folder</type></propSet><objectSet><obj>o</obj></objectSet><propSet><type>Folder</type></propSet></specSet>")]
    [InlineData("<specSet><propSet><type>Folder</type></propSet><objectSet><skip>1</skip><obj>o</obj></objectSet></specSet>")]
    [InlineData("<specSet><propSet><type>Folder</type></propSet><objectSet><obj>o</obj><selectSet xsi:type=\"TraversalSpec\"><path>p</path><type>Folder</type></selectSet></objectSet></specSet>")]
    [InlineData("<specSet><propSet><type>Folder</type></propSet><objectSet><obj>o</obj><selectSet xsi:type=\"TraversalSpec\"><type>Folder</type><path>p</path><name>n</name></selectSet></objectSet></specSet>")]
    public void Members_out_of_order_are_refused_unless_the_operator_relaxes_it(string specSet) =>
        Check($"<RetrieveProperties><_this>p</_this>{specSet}</RetrieveProperties>", RetrievePropertiesRequest.Method);

    [Theory]
    [InlineData("<Login><_this>s</_this><userName>u</userName><userName>u</userName><password>p</password></Login>")]
    [InlineData("<Login><_this>s</_this><_this>s</_this><userName>u</userName><password>p</password></Login>")]
    public void A_doubled_member_is_refused_all_the_same(string body)
    {
        Assert.NotNull(Refused(body, LoginRequest.Method, anyOrder: false));
        Assert.NotNull(Refused(body, LoginRequest.Method, anyOrder: true));
    }

    /// <summary>The order is derived from the declarations: every method's parameters are taken in it.</summary>
    [Fact]
    public void Every_parameter_after_its_successor_is_refused()
    {
        var checkedPairs = 0;
        foreach (var method in VimManagedTypes.All.SelectMany(static type => type.Methods))
        {
            var call = $"<{method.Name}><_this>x</_this>@</{method.Name}>";
            checkedPairs += CheckPairs(method.Parameters, parameters => Refused(call.Replace("@", parameters, StringComparison.Ordinal), method, anyOrder: false), method.Name);
        }

        Assert.InRange(checkedPairs, 50, 1_000);
    }

    /// <summary>So is every data object's members, those of the types that it extends before its own.</summary>
    [Fact]
    public void Every_member_after_its_successor_is_refused()
    {
        var checkedPairs = 0;
        foreach (var type in VimTypes.Names.Select(static name => VimTypes.Find(name)!))
        {
            var call = $"<UpdateOptions><_this>x</_this><changedValue><key>k</key><value xsi:type=\"{type.Name}\">@</value></changedValue></UpdateOptions>";
            checkedPairs += CheckPairs([.. SoundValue.FieldsOf(type)], members => Refused(call.Replace("@", members, StringComparison.Ordinal), UpdateOptionsRequest.Method, anyOrder: false), type.Name);
        }

        Assert.InRange(checkedPairs, 300, 10_000);
    }

    /// <summary>Swaps each two neighbours, whose values are sound, and gives how many there are. In order they are taken.</summary>
    private static int CheckPairs(VimField[] fields, Func<string, VimDecodeException?> refused, string what)
    {
        string[] written = [.. fields.Select(SoundValue.Write)];
        Assert.True(refused(string.Concat(written)) is null, $"{what}: {refused(string.Concat(written))?.Message}");
        for (var i = 1; i < fields.Length; i++)
        {
            var error = refused(string.Concat([.. written[..(i - 1)], written[i], written[i - 1], .. written[(i + 1)..]]));
            Assert.True(error?.Message == $"\nUnexpected element tag \"{fields[i - 1].Name}\" seen", $"{what}: {fields[i].Name} before {fields[i - 1].Name}: {error?.Message}");
        }

        return Math.Max(0, fields.Length - 1);
    }

    private static void Check(string body, VimMethod method)
    {
        var error = Refused(body, method, anyOrder: false);
        Assert.True(
            error is not null && (error.Message.StartsWith("\nUnexpected element tag \"", StringComparison.Ordinal) || error.Message.StartsWith("\nGot <", StringComparison.Ordinal)),
            error?.Message);
        Assert.Null(Refused(body, method, anyOrder: true));
    }

    private static VimDecodeException? Refused(string body, VimMethod method, bool anyOrder)
    {
        var reader = new SoapRequestReader(new SoapReaderOptions { AnyOrder = anyOrder });
        var document = $"""<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Body>{body}</e:Body></e:Envelope>""";
        try
        {
            reader.ReadEnvelope(Encoding.UTF8.GetBytes(document));
            reader.ReadArguments(method);
            return null;
        }
        catch (VimDecodeException e)
        {
            return e;
        }
    }
}
