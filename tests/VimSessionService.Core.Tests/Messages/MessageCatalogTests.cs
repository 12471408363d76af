using System.Text;
using System.Text.RegularExpressions;
using VimSessionService.Core.Messages;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Messages;

public partial class MessageCatalogTests
{
    private static readonly MessageCatalog Embedded = MessageCatalog.Embedded();

    public static TheoryData<MethodFault, string> FaultTexts => new()
    {
        { new InvalidLogin(), "Cannot complete login due to an incorrect user name or password." },
        { new NotAuthenticated(), "The session is not authenticated." },
        { new NoPermission(), "Permission to perform this operation was denied." },
        { new InvalidLocale(), "Invalid or unknown locale provided." },
        { new ManagedObjectNotFound { Obj = new("Folder", "group-d99") }, "The object 'vim.Folder:group-d99' has already been deleted or has not been completely created" },
        { new ManagedObjectNotFound { Obj = new("PropertyCollector", "x") }, "The object 'vmodl.query.PropertyCollector:x' has already been deleted or has not been completely created" },
        { new ManagedObjectNotFound { Obj = new("", "") }, "The object 'vmodl.ManagedObject:' has already been deleted or has not been completely created" },
        { new RequestCanceled(), "The task was canceled by a user." },
        { new NotFound(), "The object or item referred to could not be found." },
        { new NotSupported(), "The operation is not supported on the object." },
        { new AlreadyExists { Name = "X" }, "The specified key, name, or identifier 'X' already exists." },
        { new InvalidProperty { Name = "x" }, "" },
        { new InvalidType(), "The request refers to an unexpected or unknown type." },
        { new SystemError { Reason = "the reason" }, "A general system error occurred: the reason" },
        { new InvalidArgument { InvalidProperty = "sessionId" }, "A specified parameter was not correct: sessionId" },
        { new InvalidArgument(), "A specified parameter was not correct: " },
        { new UserNotFound { Principal = "joe", Unresolved = false }, "The user or group 'joe' could not be found." },
    };

    [Theory]
    [MemberData(nameof(FaultTexts))]
    public void Faults_have_the_texts_that_clients_know(MethodFault fault, string text) => Assert.Equal(text, Embedded.FaultText(fault, "en"));

    [Theory]
    [InlineData(ApiVersion.V6_0, "The object has already been deleted or has not been completely created", "The specified key, name, or identifier already exists.")]
    [InlineData(ApiVersion.V2_0, "The object has already been deleted or has not been completely created", "The specified key, name, or identifier already exists.")]
    [InlineData(ApiVersion.V6_5, "The object 'vim.Folder:x' has already been deleted or has not been completely created", "The specified key, name, or identifier 'X' already exists.")]
    public void A_server_tells_the_text_of_its_version(ApiVersion version, string notFound, string exists)
    {
        var catalog = MessageCatalog.Embedded(version: version);
        Assert.Equal(notFound, catalog.FaultText(new ManagedObjectNotFound { Obj = new("Folder", "x") }, "en"));
        Assert.Equal(exists, catalog.FaultText(new AlreadyExists { Name = "X" }, "en"));
        Assert.DoesNotContain(catalog.FindTable("en")!.Entries("faults"), entry => entry.Key.Contains('@', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ApiVersion.V5_0, "first")]
    [InlineData(ApiVersion.V5_5, "first")]
    [InlineData(ApiVersion.V6_0, "second")]
    [InlineData(ApiVersion.V7_0_0_0, "now")]
    public void A_text_can_have_several_earlier_forms(ApiVersion version, string text)
    {
        var json = """{"faults":{"NotFound":"now","NotFound@6.7":"second","NotFound@5.5":"first"}}""";
        var catalog = new MessageCatalog([MessageTable.Read("en", new MemoryStream(Encoding.UTF8.GetBytes(json)), version)]);
        Assert.Equal(text, catalog.FaultText(new NotFound(), "en"));
    }

    [Fact]
    public void A_text_of_a_version_that_is_none_is_refused() =>
        Assert.Throws<System.Text.Json.JsonException>(() => Table("en", """{"faults":{"NotFound@6.9":"x"}}"""));

    [Fact]
    public void Every_declared_fault_has_an_English_text_of_its_own_and_every_placeholder_is_a_field() =>
        CheckAll(MethodFault.Schema, Embedded.FaultTemplate);

    [Fact]
    public void Every_declared_event_has_an_English_text_of_its_own_and_every_placeholder_is_a_field() =>
        CheckAll(Event.Schema, Embedded.EventTemplate);

    [Fact]
    public void Texts_of_requests_that_cannot_be_read_are_filled_in()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = "Foo", ["version"] = "8.0.3.0" };
        Assert.Equal("Unable to resolve WSDL method name Foo in 8.0.3.0", Embedded.Text("InvalidRequest.UnknownMethod", "en", values));
        values["type"] = "ManagedObjectReference";
        Assert.Equal("\nRequired property Foo is missing from data object of type ManagedObjectReference", Embedded.Text("InvalidRequest.MissingMember", "en", values));
        Assert.Throws<ArgumentException>(() => Embedded.Text("No.Such", "en", values));
    }

    [Theory]
    [InlineData("de_AT", "genau")]
    [InlineData("de_CH", "Sprache")]
    [InlineData("de", "Sprache")]
    [InlineData("fr", "défaut")]
    public void A_text_is_sought_in_the_locale_its_language_and_the_default(string locale, string text)
    {
        var catalog = Catalog("""{"faults":{"NotFound":"défaut"}}""");
        Assert.Equal(text, catalog.FaultText(new NotFound(), locale));
    }

    [Fact]
    public void English_is_the_last_resort() => Assert.Equal("english", Catalog("{}").FaultText(new NotFound(), "fr"));

    [Fact]
    public void A_type_without_a_text_has_that_of_the_type_it_extends()
    {
        Assert.Equal("login", Catalog("{}").FaultText(new PasswordExpired(), "fr"));
        Assert.Equal("", Catalog("{}").FaultText(new NotSupported(), "fr"));
    }

    [Fact]
    public void An_unknown_locale_is_English() =>
        Assert.Equal("The session is not authenticated.", Embedded.FaultText(new NotAuthenticated(), "tlh"));

    [Fact]
    public void What_a_client_put_into_braces_is_not_filled_in_again() => Assert.Equal(
        "The specified key, name, or identifier '{unresolved}{name' already exists.", Embedded.FaultText(new AlreadyExists { Name = "{unresolved}{name" }, "en"));

    [Fact]
    public void A_secret_field_is_never_shown()
    {
        var catalog = new MessageCatalog([Table("en", """{"faults":{"SSPIChallenge":"{base64Token}"}}""")]);
        Assert.Equal("***", catalog.FaultText(new SSPIChallenge { Base64Token = "secret" }, "en"));
    }

    [Fact]
    public void A_placeholder_without_a_field_stays_visible()
    {
        var catalog = new MessageCatalog([Table("en", """{"faults":{"NotFound":"{nothing} and {open"}}""")]);
        Assert.Equal("{nothing} and {open", catalog.FaultText(new NotFound(), "en"));
    }

    [Fact]
    public void Fields_of_fields_are_filled_in()
    {
        var posted = new PermissionAddedEvent
        {
            Key = 1,
            ChainId = 1,
            CreatedTime = DateTime.UnixEpoch,
            UserName = "joe",
            Entity = new() { Name = "Datacenters", Entity = World.RootFolder },
            Principal = "jim",
            Group = false,
            Role = new() { RoleId = -1, Name = "Admin" },
            Propagate = true,
        };
        Assert.Equal("Permission of jim on Datacenters added: role Admin, propagation true", Embedded.EventText(posted, "en"));
    }

    private static MessageCatalog Catalog(string french) => new(
        [
            Table("en", """{"faults":{"NotFound":"english","InvalidLogin":"login"}}"""),
            Table("fr", french),
            Table("de", """{"faults":{"NotFound":"Sprache"}}"""),
            Table("de_AT", """{"faults":{"NotFound":"genau"}}"""),
        ],
        "fr");

    private static MessageTable Table(string locale, string json) => MessageTable.Read(locale, new MemoryStream(Encoding.UTF8.GetBytes(json)));

    private static void CheckAll(VimType root, Func<VimType, string, string> template)
    {
        var types = VimTypes.Names.Select(name => VimTypes.Find(name)!).Where(type => type.Is(root)).ToArray();
        Assert.NotEmpty(types);
        foreach (var type in types)
        {
            var text = template(type, "en");
            Assert.True(ReferenceEquals(type, root) || type == InvalidProperty.Schema || text.Length > 0, type.Name);
            Assert.True(type.Base is not { } parent || !parent.Is(root) || text != template(parent, "en") || text == "{message}", type.Name);
            foreach (Match placeholder in Placeholder().Matches(text))
                Assert.True(type.FindField(placeholder.Groups["field"].Value) is not null, $"{type.Name}: {placeholder.Value}");
        }
    }

    [GeneratedRegex(@"\{(?<field>\w+)[\w.]*\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
