using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Endpoint;
using VimSessionService.Hosting;
using VimSessionService.Identity.Saml;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Identity.Xml;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Servers;
using VimSessionService.Web;

namespace VimSessionService.Benchmarks;

/// <summary>Logins by token, beside the RSA-2048 verifications that they cannot do without.</summary>
[MemoryDiagnoser]
public class TokenBenchmarks : IDisposable
{
    private static readonly ClientInfo Client = new(IPAddress.Loopback, "bench");
    private static readonly byte[] Logout = Encoding.UTF8.GetBytes(Calls.Logout);

    private readonly byte[] _bearer = Encoding.UTF8.GetBytes(new MessageMaker { Token = new TokenMaker().Make() }.Make());
    private readonly byte[] _hash;
    private readonly byte[] _signature;
    private readonly RSA _key = TestKeys.Sts.GetRSAPublicKey()!;
    private readonly BenchTime _time = new();
    private readonly BenchIssuer _issuers = new();
    private readonly ServiceProvider _services;
    private readonly SdkEndpoint _endpoint;
    private readonly SamlTokenValidator _validator;

    /// <summary>Makes the messages, and puts the service together as its host does.</summary>
    public TokenBenchmarks()
    {
        _hash = SHA256.HashData(_bearer);
        using var key = TestKeys.Sts.GetRSAPrivateKey()!;
        _signature = key.SignHash(_hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _validator = new SamlTokenValidator(_issuers, new AssertionOptions(), _time);
        var settings = BenchService.Settings("administrator@vsphere.local", "bench-only", maxSessions: 3000) with { TrustedSts = _issuers, SigningKeys = null, Time = _time };
        _services = new ServiceCollection().AddProgramServices(settings).AddVimSessionService(service => service.Take(settings)).BuildServiceProvider();
        _endpoint = _services.GetRequiredService<SdkEndpoint>();
    }

    /// <inheritdoc/>
    [GlobalCleanup]
    public void Dispose()
    {
        _services.Dispose();
        _key.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The floor of a login by a bearer token.</summary>
    [Benchmark(Baseline = true)]
    public bool BareVerify() => _key.VerifyHash(_hash, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    [Benchmark]
    public int ReadMessage() => MessageDocument.Load(_bearer).Elements.Length;

    [Benchmark]
    public FederatedPrincipal ValidateBearer() => _validator.Validate(_bearer, Client);

    [Benchmark]
    public async Task LoginByTokenAndLogout() => await CallAsync(Logout, await CallAsync(_bearer, null));

    private async Task<string?> CallAsync(byte[] body, string? cookie)
    {
        await using var request = new MemoryStream(body, writable: false);
        var exchange = new MemoryExchange(request, cookie);
        await _endpoint.HandleAsync(exchange);
        return exchange.Status == 200 ? exchange.Cookie : throw new InvalidOperationException($"The answer is {exchange.Status}");
    }
}
