using VimSessionService.Core.Directory;

namespace VimSessionService.Endpoint.Tests;

/// <summary>ExtensionManager, method by method and fault by fault.</summary>
public sealed class ExtensionManagerTests : IDisposable
{
    private const string Key = "com.example.backup";

    private readonly TestService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task What_is_registered_is_found_and_listed_with_the_time_it_was_heard_of()
    {
        var admin = await _service.LoginAsync();
        Assert.Equal(200, (await Call("RegisterExtension", Extension(Key), admin)).Status);

        var found = (await Call("FindExtension", $"<extensionKey>{Key}</extensionKey>", admin)).Answer;
        Assert.Contains($"<key>{Key}</key>", found, StringComparison.Ordinal);
        Assert.Contains("<lastHeartbeatTime>2024-02-03T04:05:06", found, StringComparison.Ordinal);
        Assert.Contains("<subjectName>CN=backup</subjectName>", found, StringComparison.Ordinal);
        Assert.Contains($"<Extension xsi:type=\"Extension\">", (await _service.CallAsync(TestService.Fetch("extensionList", "ExtensionManager"), admin)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_key_finds_nothing_and_that_is_no_fault()
    {
        var answer = await Call("FindExtension", "<extensionKey>none</extensionKey>", await _service.LoginAsync());

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("returnval", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RegisterExtension", "taken", "<invalidProperty>extension.key</invalidProperty>")]
    [InlineData("RegisterExtension", "", "<invalidProperty>extension.key</invalidProperty>")]
    [InlineData("RegisterExtension", "two words", "<invalidProperty>extension.key</invalidProperty>")]
    [InlineData("UpdateExtension", "none", "NotFoundFault")]
    [InlineData("UnregisterExtension", "none", "NotFoundFault")]
    [InlineData("SetPublicKey", "none", "<invalidProperty>extensionKey</invalidProperty>", "<publicKey>x</publicKey>")]
    [InlineData("SetPublicKey", "taken", "<invalidProperty>publicKey</invalidProperty>", "<publicKey>x</publicKey>")]
    [InlineData("SetExtensionCertificate", "none", "NotFoundFault", "<certificatePem>x</certificatePem>")]
    [InlineData("SetExtensionCertificate", "taken", "<invalidProperty>certificatePem</invalidProperty>", "<certificatePem>x</certificatePem>")]
    [InlineData("SetExtensionCertificate", "taken", "NoClientCertificateFault")]
    [InlineData("SetServiceAccount", "none", "NotFoundFault", "<serviceAccount>a@b</serviceAccount>")]
    [InlineData("SetServiceAccount", "taken", "<invalidProperty>serviceAccount</invalidProperty>", "<serviceAccount>a</serviceAccount>")]
    public async Task A_method_answers_its_fault(string method, string key, string expected, string more = "")
    {
        var admin = await _service.LoginAsync();
        await Call("RegisterExtension", Extension("taken"), admin);

        var answer = await Call(method, Arguments(method, key, more), admin);

        Assert.Equal(500, answer.Status);
        Assert.Contains(expected, answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RegisterExtension", "Extension.Register")]
    [InlineData("UpdateExtension", "Extension.Update")]
    [InlineData("UnregisterExtension", "Extension.Unregister")]
    [InlineData("SetPublicKey", "Extension.Update", "<publicKey>x</publicKey>")]
    [InlineData("SetExtensionCertificate", "Extension.Update")]
    [InlineData("SetServiceAccount", "Extension.Update", "<serviceAccount>a@b</serviceAccount>")]
    public async Task A_change_needs_its_privilege(string method, string privilege, string more = "")
    {
        var body = Arguments(method, Key, more);

        Assert.Contains($"<privilegeId>{privilege}</privilegeId>", (await Call(method, body, await _service.LoginAsync("reader", "s3cret-R"))).Answer, StringComparison.Ordinal);
        Assert.Contains("NotAuthenticatedFault", (await Call(method, body, null)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_unregistered_is_gone()
    {
        var admin = await _service.LoginAsync();
        await Call("RegisterExtension", Extension(Key), admin);
        Assert.Equal(200, (await Call("UnregisterExtension", $"<extensionKey>{Key}</extensionKey>", admin)).Status);
        Assert.DoesNotContain("returnval", (await Call("FindExtension", $"<extensionKey>{Key}</extensionKey>", admin)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_takes_the_place_of_the_subject_name()
    {
        using var certificate = Certificates.SelfSigned();
        var admin = await _service.LoginAsync();
        await Call("RegisterExtension", Extension(Key), admin);

        var answer = await Call("SetExtensionCertificate", $"<extensionKey>{Key}</extensionKey><certificatePem>{certificate.ExportCertificatePem()}</certificatePem>", admin);

        Assert.Equal(200, answer.Status);
        Assert.Null(_service.Get<ExtensionDirectory>().Find(Key)!.Description.SubjectName);
        await Call("UpdateExtension", Extension(Key), admin);
        Assert.Null(_service.Get<ExtensionDirectory>().Find(Key)!.Certificate);
    }

    [Fact]
    public async Task A_public_key_takes_the_place_of_both()
    {
        using var certificate = Certificates.SelfSigned();
        var admin = await _service.LoginAsync();
        await Call("RegisterExtension", Extension(Key), admin);
        var pem = System.Security.Cryptography.PemEncoding.WriteString("PUBLIC KEY", certificate.PublicKey.ExportSubjectPublicKeyInfo());

        Assert.Equal(200, (await Call("SetPublicKey", $"<extensionKey>{Key}</extensionKey><publicKey>{pem}</publicKey>", admin)).Status);
        Assert.Null(_service.Get<ExtensionDirectory>().Find(Key)!.Description.SubjectName);
    }

    [Fact]
    public async Task Queries_of_what_an_extension_manages_find_nothing()
    {
        var admin = await _service.LoginAsync();
        await Call("RegisterExtension", Extension(Key), admin);

        Assert.DoesNotContain("returnval", (await Call("QueryManagedBy", $"<extensionKey>{Key}</extensionKey>", admin)).Answer, StringComparison.Ordinal);
        Assert.Contains($"<extensionKey>{Key}</extensionKey><numAddresses>0</numAddresses>", (await Call("QueryExtensionIpAllocationUsage", "", admin)).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("returnval", (await Call("QueryExtensionIpAllocationUsage", "<extensionKeys>none</extensionKeys>", admin)).Answer, StringComparison.Ordinal);
        Assert.Contains(TestService.PublicKey, (await Call("GetPublicKey", "", admin)).Answer, StringComparison.Ordinal);
        Assert.Equal(200, (await Call("SetServiceAccount", $"<extensionKey>{Key}</extensionKey><serviceAccount>svc@vsphere.local</serviceAccount>", admin)).Status);
    }

    internal static string Extension(string key, string subject = "<subjectName>CN=backup</subjectName>") => TestService.Extension(key, subject);

    private static string Arguments(string method, string key, string more) =>
        method is "RegisterExtension" or "UpdateExtension" ? Extension(key) : $"<extensionKey>{key}</extensionKey>{more}";

    private Task<TestExchange> Call(string method, string arguments, string? cookie) =>
        _service.CallAsync($"<{method} _NS><_this>ExtensionManager</_this>{arguments}</{method}>", cookie);
}
