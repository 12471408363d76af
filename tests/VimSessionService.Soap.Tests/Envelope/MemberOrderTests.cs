using System.Text;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

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

    /// <summary>The order is derived from the declarations: every method's parameters, and every data object's members, are taken in it.</summary>
    [Fact]
    public void Every_member_after_its_successor_is_refused()
    {
        var checkedPairs = 0;
        foreach (var method in VimManagedTypes.All.SelectMany(static type => type.Methods).Where(static method => method.Parameters.Length > 1))
        {
            var (first, second) = (method.Parameters[^2].Name, method.Parameters[^1].Name);
            var error = Refused($"<{method.Name}><_this>x</_this><{second} xsi:type=\"xsd:string\">1</{second}><{first}>1</{first}></{method.Name}>", method, anyOrder: false);
            Assert.NotNull(error);
            checkedPairs++;
        }

        Assert.InRange(checkedPairs, 30, 200);
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
        var reader = new SoapRequestReader(new SoapReaderSettings { AnyOrder = anyOrder });
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
