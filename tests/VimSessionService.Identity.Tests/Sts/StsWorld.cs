using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Sts;
using VimSessionService.Tests.Shared;
using VimSessionService.Vim25;

namespace VimSessionService.Identity.Tests.Sts;

/// <summary>A security token service with users of every kind, and a clock that tests turn.</summary>
internal sealed class StsWorld : IDisposable
{
    public const string Password = "s3cret & <quoted>";

    /// <summary>When every test begins.</summary>
    public static DateTimeOffset Start { get; } = new(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    /// <summary>Keys take long to make, and no test changes them.</summary>
    private static readonly X509Certificate2[] Certificates =
        [Certificate("CN=solution"), Certificate("CN=plain"), Certificate("CN=extension"), Certificate("CN=unknown")];

    private static readonly SigningKey SharedKey = SigningKey.Create(Start.AddDays(-1), TimeSpan.FromDays(400));

    private readonly ServiceDirectory _directory;
    private readonly ServiceProvider _services;
    private readonly SecurityTokenService _service;

    public StsWorld(INegotiator? negotiator = null, StsOptions? settings = null, ISigningKeys? keys = null, bool federated = false, NegotiationLimits? negotiations = null)
    {
        Time = new FakeTimeProvider(Start);
        Keys = keys ?? new OwnSigningKey(SharedKey);
        _directory = new ServiceDirectory(
            Time,
        [
            new Account { Name = AccountName.Parse("Administrator@vsphere.local"), Password = new PlainPassword(Password), Groups = [@"vsphere.local\Administrators"] },
            new Account { Name = AccountName.Parse("root"), Password = new PlainPassword(Password), FullName = "Charlie & <Root>" },
            new Account { Name = AccountName.Parse("backup@vsphere.local"), Certificate = Solution, Groups = ["ActAsUsers"] },
            new Account { Name = AccountName.Parse("plain@vsphere.local"), Certificate = Plain },
        ]);
        _directory.Extensions.Declare([new DeclaredExtension(
            new Extension { Key = "com.example.ext", Version = "1", Description = new Description { Label = "e", Summary = "e" }, LastHeartbeatTime = default },
            Role: null,
            CertificateHash.Of(Extension))]);
        _services = TestServices.Build(Time, _directory, services =>
        {
            services
                .AddSingleton(Keys)
                .AddSingleton(settings ?? new StsOptions())
                .AddSingleton(negotiations ?? new NegotiationLimits())
                .AddSingleton(new AccessOptions { IsFederated = federated })
                .AddSingleton<SecurityTokenService>();
            if (negotiator is not null)
                services.AddSingleton(negotiator);
        });
        _service = _services.GetRequiredService<SecurityTokenService>();
    }

    public FakeTimeProvider Time { get; }

    public AccountDirectory Accounts => _directory.Accounts;

    public ISigningKeys Keys { get; }

    /// <summary>Of backup@vsphere.local, which may act as others.</summary>
    public X509Certificate2 Solution { get; } = Certificates[0];

    /// <summary>Of plain@vsphere.local, which may not.</summary>
    public X509Certificate2 Plain { get; } = Certificates[1];

    /// <summary>Of the extension.</summary>
    public X509Certificate2 Extension { get; } = Certificates[2];

    /// <summary>Of nobody.</summary>
    public X509Certificate2 Unknown { get; } = Certificates[3];

    /// <summary>A message of the present, by the administrator's password.</summary>
    public TokenMessage Message() => new(Time.GetUtcNow()) { User = ("administrator@vsphere.local", Password) };

    /// <summary>A message that a certificate signs.</summary>
    public TokenMessage Message(X509Certificate2 signer) => new(Time.GetUtcNow()) { Signer = signer, KeyType = "PublicKey", UseKey = true };

    public ValueTask<StsAnswer> SendAsync(TokenMessage message, StsCaller? from = null) => SendAsync(message.Write(), message.Action, from);

    public ValueTask<StsAnswer> SendAsync(string message, string? action = null, StsCaller? from = null, CancellationToken? cancellationToken = null) =>
        SendAsync(System.Text.Encoding.UTF8.GetBytes(message), action, from, cancellationToken);

    public ValueTask<StsAnswer> SendAsync(byte[] message, string? action = null, StsCaller? from = null, CancellationToken? cancellationToken = null) => _service.AnswerAsync(
        new StsCall(message, action, new ServiceAddress("https", "vc.example.com", 443), from ?? new StsCaller(IPAddress.Loopback)),
        cancellationToken ?? TestContext.Current.CancellationToken);

    /// <summary>The token that a message gets.</summary>
    public async ValueTask<IssuedAssertion> IssueAsync(TokenMessage message) => IssuedAssertion.Of(await SendAsync(message));

    public void Dispose()
    {
        _services.Dispose();
    }

    private static X509Certificate2 Certificate(string subject)
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(Start.AddDays(-1), Start.AddDays(20));
    }
}

/// <summary>A file of keys in memory.</summary>
internal sealed class MemoryKeyFile : IKeyFile
{
    public string? Text { get; set; }

    public int Writes { get; private set; }

    public ValueTask<string?> ReadAsync() => new(Text);

    public ValueTask<string> WriteAsync(string text, bool replace)
    {
        Writes++;
        return new(Text = replace || Text is null ? text : Text);
    }

    /// <summary>Why the text was found to be of no use; null when it was of use.</summary>
    public string? Unusable { get; private set; }

    public void TellUnusable(string reason) => Unusable = reason;
}

/// <summary>An assertion out of an answer.</summary>
internal sealed class IssuedAssertion
{
    private readonly XmlNamespaceManager _names;
    private readonly XmlDocument _document = new() { PreserveWhitespace = true };

    private IssuedAssertion(string answer)
    {
        Answer = answer;
        var start = answer.IndexOf("<saml2:Assertion", StringComparison.Ordinal);
        Text = answer[start..(answer.IndexOf("</saml2:Assertion>", StringComparison.Ordinal) + "</saml2:Assertion>".Length)];
        _document.LoadXml(Text);
        _names = new XmlNamespaceManager(_document.NameTable);
        _names.AddNamespace("s", "urn:oasis:names:tc:SAML:2.0:assertion");
        _names.AddNamespace("ds", "http://www.w3.org/2000/09/xmldsig#");
        _names.AddNamespace("del", "urn:oasis:names:tc:SAML:2.0:conditions:delegation");
    }

    public string Answer { get; }

    public string Text { get; }

    public string Subject => All("s:Assertion/s:Subject/s:NameID").Single();

    public DateTimeOffset From => Time("NotBefore");

    public DateTimeOffset To => Time("NotOnOrAfter");

    public static IssuedAssertion Of(StsAnswer answer)
    {
        Assert.True(answer.Status == 200, answer.Reason + "\n" + answer.Content);
        return new IssuedAssertion(answer.Content);
    }

    public string[] All(string path) => [.. _document.SelectNodes(path, _names)!.Cast<XmlNode>().Select(node => node.InnerText)];

    private DateTimeOffset Time(string name) =>
        DateTimeOffset.Parse(All($"s:Assertion/s:Conditions/@{name}").Single(), System.Globalization.CultureInfo.InvariantCulture);
}
