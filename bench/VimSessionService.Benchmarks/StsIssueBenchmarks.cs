using System.Net;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Sts;
using VimSessionService.Tests.Shared;

namespace VimSessionService.Benchmarks;

/// <summary>A token by name and password, without a server, beside the one signature by RSA-2048 that it cannot do without.</summary>
[MemoryDiagnoser]
public class StsIssueBenchmarks : IDisposable
{
    private const string UserName = "administrator@vsphere.local";
    private const string Password = "bench-only";
    private const string Trust = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";

    private readonly SigningKey _key = SigningKey.Create(DateTimeOffset.UtcNow.AddDays(-1), TimeSpan.FromDays(60));
    private readonly RSA _rsa;
    private readonly byte[] _signed = new byte[700];
    private readonly ServiceProvider _services;
    private readonly SecurityTokenService _sts;
    private readonly StsCall _call;

    /// <summary>Puts the service together.</summary>
    public StsIssueBenchmarks()
    {
        _rsa = System.Security.Cryptography.X509Certificates.RSACertificateExtensions.GetRSAPrivateKey(_key.Certificate)!;
        var directory = new ServiceDirectory(
            TimeProvider.System,
            [new Account { Name = AccountName.Parse(UserName), Password = new PlainPassword(Password), Groups = [@"vsphere.local\Administrators"] }]);
        _services = TestServices.Build(TimeProvider.System, directory, services => services
            .AddSingleton<ISigningKeys>(new OwnSigningKey(_key))
            .AddSingleton(new StsOptions { ClockTolerance = TimeSpan.FromDays(1) })
            .AddSingleton<SecurityTokenService>());
        _sts = _services.GetRequiredService<SecurityTokenService>();
        _call = new StsCall(Encoding.UTF8.GetBytes(Request()), Trust + "/RST/Issue", ServiceAddress.Unknown, new StsCaller(IPAddress.Loopback));
    }

    /// <inheritdoc/>
    [GlobalCleanup]
    public void Dispose()
    {
        _services.Dispose();
        _rsa.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public byte[] RsaSign() => _rsa.SignData(_signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    [Benchmark]
    public async Task<object> Issue()
    {
        var answer = await _sts.AnswerAsync(_call, CancellationToken.None);
        return answer.Status == 200 ? answer : throw new InvalidOperationException(answer.Reason);
    }

    private static string Request()
    {
        var now = DateTime.UtcNow;
        return "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Header>"
            + "<wsse:Security xmlns:wsse=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd\">"
            + "<wsu:Timestamp xmlns:wsu=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd\">"
            + $"<wsu:Created>{now:yyyy-MM-ddTHH:mm:ss.fffZ}</wsu:Created><wsu:Expires>{now.AddHours(1):yyyy-MM-ddTHH:mm:ss.fffZ}</wsu:Expires></wsu:Timestamp>"
            + $"<wsse:UsernameToken><wsse:Username>{UserName}</wsse:Username><wsse:Password>{Password}</wsse:Password></wsse:UsernameToken></wsse:Security></soap:Header>"
            + $"<soap:Body><RequestSecurityToken xmlns=\"{Trust}\"><TokenType>urn:oasis:names:tc:SAML:2.0:assertion</TokenType><RequestType>{Trust}/Issue</RequestType>"
            + $"<Renewing Allow=\"false\" OK=\"false\"/><Delegatable>true</Delegatable><KeyType>{Trust}/Bearer</KeyType></RequestSecurityToken></soap:Body></soap:Envelope>";
    }
}
