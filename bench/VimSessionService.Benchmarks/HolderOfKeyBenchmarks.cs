using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using BenchmarkDotNet.Attributes;
using VimSessionService.Core;
using VimSessionService.Identity.Saml;
using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Benchmarks;

/// <summary>
/// Holder-of-key tokens, each a new one, in messages that their keys signed, beside the two RSA-2048 verifications that each cannot do
/// without. A signed message is good once: every iteration verifies the same ones with a validator that saw none of them.
/// </summary>
[MemoryDiagnoser]
[WarmupCount(15)]
public class HolderOfKeyBenchmarks : IDisposable
{
    private const int Messages = 1024;

    private static readonly ClientInfo Client = new(IPAddress.Loopback, "bench");

    private readonly byte[][] _messages = new byte[Messages + 1][];
    private readonly RSA _key = TestKeys.Sts.GetRSAPublicKey()!;
    private readonly byte[] _hash = SHA256.HashData("floor"u8);
    private readonly byte[] _signature;
    private readonly BenchTime _time = new();
    private SamlTokenValidator? _validator;

    /// <summary>Makes the messages, each of another millisecond.</summary>
    public HolderOfKeyBenchmarks()
    {
        for (var i = 0; i < _messages.Length; i++)
        {
            var token = new TokenMaker { Id = $"_{Guid.NewGuid()}", Holder = TestKeys.Holder };
            var created = TestKeys.Now.AddMilliseconds(i);
            _messages[i] = Encoding.UTF8.GetBytes((MessageMaker.HolderOfKey(token, TestKeys.Holder) with { Created = created, Expires = created.AddMinutes(30) }).Make());
        }

        using var key = TestKeys.Sts.GetRSAPrivateKey()!;
        _signature = key.SignHash(_hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>A validator that has met the certificates, and none of the messages.</summary>
    [IterationSetup]
    public void Forget()
    {
        _validator = new SamlTokenValidator(new BenchIssuer(), new AssertionOptions(), _time);
        _validator.Validate(_messages[Messages], Client);
    }

    /// <inheritdoc/>
    [GlobalCleanup]
    public void Dispose()
    {
        _key.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The floor of a login by a holder-of-key token.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Messages)]
    public int BareTwoVerifies()
    {
        var good = 0;
        for (var i = 0; i < 2 * Messages; i++)
            good += _key.VerifyHash(_hash, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ? 1 : 0;
        return good;
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public int ValidateHolderOfKey()
    {
        var groups = 0;
        for (var i = 0; i < Messages; i++)
            groups += _validator!.Validate(_messages[i], Client).Groups.Count;
        return groups;
    }
}
