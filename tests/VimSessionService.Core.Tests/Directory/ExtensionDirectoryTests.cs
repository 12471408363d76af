using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;
using static VimSessionService.Core.Tests.Directory.Extensions.Registered;

namespace VimSessionService.Core.Tests.Directory;

/// <summary>What clients register is bounded in number and in size.</summary>
public class ExtensionDirectoryTests
{
    private const int MaxExtensions = 1_000;

    private readonly ExtensionDirectory _extensions = new(new FakeTimeProvider());

    private static Account Account(string name) => new() { Name = AccountName.Parse(name) };

    [Fact]
    public void A_thousand_extensions_can_be_registered_and_then_one_when_another_goes()
    {
        for (var i = 0; i < MaxExtensions; i++)
            _extensions.Register(Extension(i.ToString(CultureInfo.InvariantCulture)));
        Assert.IsType<SystemError>(Refused(() => _extensions.Register(Extension("last"))));
        Assert.Equal(MaxExtensions, _extensions.All.Count);
        _extensions.Update(Extension("7", "changed"));
        _extensions.Unregister("7");
        _extensions.Register(Extension("last"));
        Assert.NotNull(_extensions.Find("last"));
    }

    [Fact]
    public void All_of_them_together_take_32_megabytes_at_most()
    {
        var tenMegabytes = new string('x', 5 * 1024 * 1024);
        foreach (var key in (string[])["a", "b", "c"])
            _extensions.Register(Extension(key, tenMegabytes));
        Assert.IsType<SystemError>(Refused(() => _extensions.Register(Extension("d", tenMegabytes))));
        Assert.IsType<SystemError>(Refused(() => _extensions.Update(Extension("a", tenMegabytes + tenMegabytes))));
        Assert.Equal(["a", "b", "c"], _extensions.Keys());
        Assert.Equal(tenMegabytes.Length, _extensions.Find("a")!.Description.Company!.Length);
        _extensions.Register(Extension("small"));
        _extensions.Unregister("b");
        _extensions.Register(Extension("d", tenMegabytes));
    }

    [Fact]
    public void A_text_deep_within_an_extension_counts_too()
    {
        var large = Extension("large") with
        {
            ResourceList = [new ExtensionResourceInfo { Locale = "en", Module = "event", Data = [new KeyValue { Key = "x", Value = new string('x', 17 * 1024 * 1024) }] }],
        };
        Assert.IsType<SystemError>(Refused(() => _extensions.Register(large)));
        Assert.Empty(_extensions.All);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    [InlineData(0, false)]
    public void A_key_has_256_characters_at_most(int length, bool isKey)
    {
        var extension = Extension(new string('k', length));
        if (isKey)
            _extensions.Register(extension);
        else
            Assert.Equal("extension.key", Assert.IsType<InvalidArgument>(Refused(() => _extensions.Register(extension))).InvalidProperty);
        Assert.Equal(isKey ? 1 : 0, _extensions.All.Count);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("a\u0000b")]
    public void A_key_has_no_character_that_does_not_show(string key) =>
        Assert.Equal("extension.key", Assert.IsType<InvalidArgument>(Refused(() => _extensions.Register(Extension(key)))).InvalidProperty);

    [Theory]
    [InlineData(@"VSPHERE.LOCAL\Administrator")]
    [InlineData("Administrator@vsphere.local")]
    [InlineData("com.example@corp")]
    [InlineData("root")] // an account without a domain
    [InlineData("ROOT")]
    [InlineData("administrator")] // the bare name of one in the domain of single sign-on
    public void A_key_that_could_be_a_users_name_is_refused(string key)
    {
        var directory = new ServiceDirectory(new FakeTimeProvider(), [Account("root"), Account("Administrator@vsphere.local"), Account("joe@corp")]);
        Assert.Equal("extension.key", Assert.IsType<InvalidArgument>(Refused(() => directory.Extensions.Register(Extension(key)))).InvalidProperty);
        Assert.Throws<ArgumentException>(() => directory.Extensions.Declare([new DeclaredExtension(Extension(key), Role: null, Certificate: null)]));
        Assert.Empty(directory.Extensions.All);
        directory.Extensions.Register(Extension("joe")); // a name in another domain is no bare name
    }

    [Fact]
    public void A_registered_extension_gives_way_to_an_account_of_its_name()
    {
        var directory = new ServiceDirectory(new FakeTimeProvider());
        directory.Extensions.Register(Extension("backup", privileges: [Privilege("Backup.Run")]));
        directory.Declare(new DirectoryDeclaration { Accounts = [Account("Backup")] });
        Assert.Empty(directory.Extensions.All);
        Assert.False(directory.Roles.Privileges.Contains("Backup.Run"));
    }

    [Fact]
    public void A_certificate_text_and_a_key_text_are_bounded_before_they_are_read()
    {
        _extensions.Register(Extension("x"));
        var pem = new string('-', 70_000);
        Assert.Equal("certificatePem", Assert.IsType<InvalidArgument>(Refused(() => _extensions.SetCertificate("x", pem, shown: null))).InvalidProperty);
        Assert.Equal("publicKey", Assert.IsType<InvalidArgument>(Refused(() => _extensions.SetPublicKey("x", pem))).InvalidProperty);
    }

    [Fact]
    public void Privileges_of_an_extension_are_bounded_and_have_names()
    {
        var thousand = Enumerable.Range(0, ExtensionPrivileges.MaxOfOne).Select(i => Privilege($"Paint.{i}")).ToArray();
        foreach (var wrong in (ExtensionPrivilegeInfo[][])[[.. thousand, Privilege("Paint.Last")], [Privilege("")], [Privilege("a b")], [Privilege("x", "")], [Privilege(new string('x', 256))]])
        {
            Assert.Equal("extension.privilegeList", Assert.IsType<InvalidArgument>(Refused(() => _extensions.Register(Extension("x", privileges: wrong)))).InvalidProperty);
        }

        _extensions.Register(Extension("x", privileges: thousand));
        Assert.Equal("extension.privilegeList", Assert.IsType<InvalidArgument>(Refused(() => _extensions.Update(Extension("x", privileges: [Privilege("")])))).InvalidProperty);
        Assert.Equal(thousand, _extensions.Find("x")!.Description.PrivilegeList);
    }
}
