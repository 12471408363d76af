using System.Text;
using System.Text.Json;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Records;

namespace VimSessionService.Redis.Tests.Records;

/// <summary>The compact record of a session.</summary>
public sealed class CompactRecordTests
{
    private const string PyVmomi = "pyvmomi Python/3.11.2 (Linux; 6.1.0-44-amd64; x86_64)";

    [Theory]
    [InlineData(@"VSPHERE.LOCAL\Administrator", "Administrator vsphere.local", @"VSPHERE.LOCAL\Administrators", null, "en", "en", "soap")]
    [InlineData(@"VSPHERE.LOCAL\Administrator", @"VSPHERE.LOCAL\Administrator", "", 7, "de", "en", "vijson")]
    [InlineData("root", "Administrator", "a|b|c", -1, "fr_CA", "fr", "")]
    [InlineData("ä\"\\\n\u0000€", "x", "\u2028", null, "", "de", "rest")]
    [InlineData("", "", "", null, "en", "", "soap")]
    public void What_is_written_is_read(string user, string fullName, string groups, int? role, string locale, string messageLocale, string door)
    {
        var data = new SessionData
        {
            User = new UserIdentity(user, fullName, groups.Length == 0 ? [] : groups.Split('|')) { OwnGroups = groups.Count(static letter => letter == '|'), RoleId = role },
            Locale = locale,
            MessageLocale = messageLocale,
            ExtensionSession = role is not null,
            IsAdministrator = role is null,
            Door = door,
            IpAddress = "10.0.0.7",
            UserAgent = PyVmomi,
        };
        var text = SessionRecord.Of(data, 639_000_000_000_000_000, isCompact: true).Encode();
        var record = SessionRecord.Decode(text);
        var read = record.ToData();
        Assert.Equal(data.User.Groups, read.User.Groups);
        Assert.Equal(data with { User = data.User with { Groups = [] } }, read with { User = read.User with { Groups = [] } });
        Assert.Equal(639_000_000_000_000_000, record.Login);
        Assert.Equal(text, record.Encode());
        Assert.Equal(-1, text.AsSpan().IndexOf((byte)'\n'));
    }

    [Fact]
    public void The_record_of_an_administrator_has_160_bytes()
    {
        var data = new SessionData
        {
            User = new UserIdentity(@"VSPHERE.LOCAL\Administrator", "Administrator vsphere.local", [@"VSPHERE.LOCAL\Administrators"]) { OwnGroups = 1 },
            Locale = "en",
            MessageLocale = "en",
            IsAdministrator = true,
            Door = "soap",
            IpAddress = "10.0.0.7",
            UserAgent = PyVmomi,
        };
        Assert.InRange(SessionRecord.Of(data, DateTime.UnixEpoch.Ticks, isCompact: true).Encode().Length, 100, 160);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("2AAAAAAAAAAA")]
    [InlineData("2AAAAAAAAAAA{}")]
    [InlineData("2AAAAAAAAAA![\"u\"]")]
    [InlineData("2AAAAAAAAAAA[\"u\",0,[],\"\",0,0,0,0,\"ip\"]")]
    [InlineData("2AAAAAAAAAAA[\"u\",2,[],\"\",0,0,0,0,\"ip\",\"c\"]")]
    [InlineData("2AAAAAAAAAAA[\"u\",-1,[],\"\",0,0,0,0,\"ip\",\"c\"]")]
    [InlineData("2AAAAAAAAAAA[0,0,[],\"\",0,0,0,0,\"ip\",\"c\"]")]
    [InlineData("2AAAAAAAAAAA[\"u\",0,[1],\"\",0,0,0,0,\"ip\",\"c\"]")]
    [InlineData("2AAAAAAAAAAA[\"u\",0,[],\"\",0,0,0,0,\"ip\",\"c\"")]
    [InlineData("3AAAAAAAAAAA[\"u\",0,[],\"\",0,0,0,0,\"ip\",\"c\"]")]
    [InlineData("{\"v\":1}")]
    public void What_is_no_record_is_refused(string text)
    {
        var failure = Record.Exception(() => SessionRecord.Decode(Encoding.UTF8.GetBytes(text)));
        Assert.True(failure is FormatException or JsonException, failure?.ToString() ?? "it was read");
    }

    [Theory]
    [InlineData("52d4c1a0-1111-2222-3333-444455556666", 22)]
    [InlineData("52D4C1A0-1111-2222-3333-444455556666", 36)]
    [InlineData("52-a", 4)]
    [InlineData("1234567890123456789012", 23)]
    public void A_name_stands_for_one_key(string key, int length)
    {
        var name = SessionName.Of(key, DocumentForm.Compact);
        Assert.Equal((length, key), (name.Length, SessionName.KeyOf(name)));
        Assert.Equal(key, SessionName.Of(key, DocumentForm.First));
        Assert.Equal(name == key ? key : $"{name} {key}", SessionName.Either(key));
    }

    [Fact]
    public void A_text_of_the_length_of_a_name_that_is_none_is_refused() => Assert.Throws<FormatException>(() => SessionName.KeyOf("!!!!!!!!!!!!!!!!!!!!!!"));
}
