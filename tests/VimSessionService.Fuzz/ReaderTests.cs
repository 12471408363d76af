using System.Buffers;
using System.Diagnostics;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using VimSessionService.CommandLine;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Negotiation;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Identity.Xml;
using VimSessionService.Lab.Scenarios.Reading;
using VimSessionService.Transport;
using VimSessionService.Vapi.OpenId;
using VimSessionService.ViJson;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Xml;

namespace VimSessionService.Fuzz;

/// <summary>
/// Random inputs to the readers that no request to a path reaches, or seldom: each is read, or refused by the exception that the reader
/// names. Files of the operator are in <c>RandomFileTests</c>.
/// </summary>
public sealed class ReaderTests(ITestOutputHelper output) : IDisposable
{
    private const int UsualInputs = 4_000;
    private const int Seed = 20261128;
    private const string Kerberos = "1.2.840.113554.1.2.2";
    private const string Spnego = "1.3.6.1.5.5.2";

    /// <summary>What one input may take.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Heads_of_connections() => Try(
        ["CONNECT sdkTunnel:8089 HTTP/1.1\r\nHost: sdkTunnel:8089\r\n\r\n\u0016\u0003\u0001"u8.ToArray(), "CONNECT a:1 HTTP/1.0\r\n\r\n"u8.ToArray(), "POST /sdk HTTP/1.1\r\n\r\n"u8.ToArray()],
        static bytes =>
        {
            var whole = new ReadOnlySequence<byte>(bytes);
            var head = ConnectHead.Read(whole);
            Assert.Equal(head.Kind == ConnectHeadKind.Connect, head.Target.Length > 0);
            for (var at = 0; at <= bytes.Length; at += 1 + (bytes.Length / 200))
            {
                var parts = Parts(bytes, at);
                var split = ConnectHead.Read(parts);
                Assert.Equal((head.Kind, head.Target), (split.Kind, split.Target));
                if (head.Kind == ConnectHeadKind.Connect)
                    Assert.Equal(whole.Slice(head.End).Length, parts.Slice(split.End).Length);
            }
        });

    [Fact]
    public void Arguments_in_json()
    {
        var reader = new ViJsonReader(JsonLimits.Default, ApiVersion.V8_0_3_0);
        var target = new ManagedObjectReference("PropertyCollector", "propertyCollector");
        Try(
            [
                """{"specSet":[{"_typeName":"PropertyFilterSpec","propSet":[{"type":"Folder","pathSet":["name","\u0070"],"all":null}],"objectSet":[{"obj":{"value":"group-d1","type":"Folder"},"selectSet":[{"path":"childEntity","type":"Folder","_typeName":"TraversalSpec"}]}]}],"options":{"maxObjects":10}}"""u8.ToArray(),
                """{"changedValue":[{"key":"a","value":{"_typeName":"ArrayOfAnyType","_value":[{"_typeName":"int","_value":1},{"_typeName":"dateTime","_value":"2024-02-03T04:05:06Z"},{"_typeName":"double","_value":1e3}]}}]}"""u8.ToArray(),
            ],
            bytes =>
            {
                foreach (var method in new[] { RetrievePropertiesExRequest.Method, UpdateOptionsRequest.Method })
                {
                    try
                    {
                        Assert.NotNull(reader.ReadArguments(bytes, method, target));
                    }
                    catch (Exception refused) when (refused is VimDecodeException or VimFaultException)
                    {
                    }
                }
            });
    }

    [Fact]
    public void First_tokens_of_negotiations() => Try(
        [Framed(Spnego, Offer(Framed(Kerberos, [1, 0, .. Ticket()]))), Ticket(), "NTLMSSP\0\u0001\0\0\0"u8.ToArray()],
        static bytes => InitialToken.Read(bytes));

    [Fact]
    public void Keytabs() => Try([Keys("host/vc.example.test@EXAMPLE.TEST", "a/b@C")], bytes =>
    {
        File.WriteAllBytes(_file, bytes);
        try
        {
            Keytab.Open(_file).Dispose();
            Keytab.Open(_file, "host/vc.example.test").Dispose();
        }
        catch (FormatException)
        {
        }
    });

    [Fact]
    public void Files_of_signing_keys()
    {
        var keys = new StoredKeys(new SigningKey(TestKeys.Sts, []), [new RetiredKey(TestKeys.ExpiredSts, TestKeys.Now)]);
        Try([Encoding.UTF8.GetBytes(keys.Write())], static bytes => StoredKeys.TryRead(Encoding.UTF8.GetString(bytes)));
    }

    [Fact]
    public void Canonical_forms()
    {
        var message = MessageMaker.HolderOfKey(new TokenMaker { Holder = TestKeys.Holder }, TestKeys.Holder).Make();
        Try(
            [
                Encoding.UTF8.GetBytes(message), Encoding.UTF8.GetBytes(new TokenMaker { Prefix = "" }.Make()),
                "<a:r xmlns:a=\"u\" xmlns=\"v\" b=\"1\" a:c='&#9;&lt;\"'><!-- x --><a:s xmlns:a=\"w\" xml:lang=\"en\"/><![CDATA[<]]>\u00e9\r\n</a:r>"u8.ToArray(),
            ],
            static bytes =>
            {
                try
                {
                    var document = MessageDocument.Load(bytes);
                    foreach (var element in document.Elements)
                    {
                        var hash = ExclusiveCanonicalization.Hash(HashAlgorithmName.SHA256, element, "xsd #default a");
                        Assert.Equal(SHA256.HashSizeInBytes, hash.Length);
                    }
                }
                catch (ProofRefusedException)
                {
                }
            });
    }

    [Fact]
    public void Times() => Try(
        [.. new[] { "2024-02-03T04:05:06Z", "0001-01-01T00:00:00.0000000+14:00", "9999-12-31T24:00:00-14:00", "1970-01-01T00:00:00.123456789Z" }.Select(Encoding.UTF8.GetBytes)],
        static bytes =>
        {
            var text = Encoding.UTF8.GetString(bytes);
            XmlTime.Parse(text);
            try
            {
                Assert.Equal(DateTimeKind.Utc, XsdDateTime.Parse(text).Kind);
            }
            catch (FormatException)
            {
            }
        });

    [Fact]
    public void Command_lines() => Try(
        ["--listen\n127.0.0.1:0\n--tls=false\n-l\n:8989\n-username\nroot\nhealthcheck\n--password\n@home\n-E\n-"u8.ToArray()],
        static bytes => Assert.All(ArgumentReader.Read(Encoding.UTF8.GetString(bytes).Split('\n'), ["healthcheck", "wsdl"]).Errors, static error => Assert.NotEmpty(error)));

    /// <summary>Files of scenarios, in YAML and in JSON.</summary>
    [Fact]
    public void Scenarios() => Try(
        [
            """
            # a comment
            description: everything
            clock: {time: 2030-01-01T00:00:00Z, rate: 0}
            users:
              - {name: svc@vsphere.local, password: "1234", role: Monitor, groups: [Robots]}
            options:
              limits: {maxSessions: 7, idleTimeout: 5m}
              settings: {client.timeout.normal: 61}
            rules:
              - {id: slow, answer: {latency: 1ms}}
            steps:
              - at: +5m
                rotate: {user: svc@vsphere.local, password: 'two'}
            """u8.ToArray(),
            """{"description":"a","rules":[{"id":"r","when":{"operations":["Login"],"doors":["soap"]},"calls":{"times":2,"probability":0.5},"answer":{"fault":{"type":"InvalidLogin"}}}],"outages":[{"id":"o","mode":"unavailable","doors":["sts"]}]}"""u8.ToArray(),
        ],
        static bytes =>
        {
            try
            {
                Assert.NotNull(ScenarioDocument.Read(Encoding.UTF8.GetString(bytes), "a.yaml"));
            }
            catch (ScenarioException)
            {
            }
        });

    /// <summary>The keys of an OpenID provider, which come from another server.</summary>
    [Fact]
    public void Sets_of_keys() => Try(
        [
            """{"keys":[{"kty":"RSA","use":"sig","kid":"1","n":"AQAB","e":"AQAB"},{"kty":"EC","crv":"P-256","x":"AA","y":"AA","x5c":["MAA="]},{"kty":"oct","k":"AA"}]}"""u8.ToArray(),
        ],
        static bytes =>
        {
            try
            {
                Assert.NotEmpty(JwksDocument.Read(Encoding.UTF8.GetString(bytes)));
            }
            catch (FormatException)
            {
            }
        });

    private void Try(byte[][] sound, Action<byte[]> read)
    {
        var inputs = FuzzOptions.Inputs(UsualInputs);
        var random = new Random(Seed);
        foreach (var input in sound)
            read(input);
        for (var i = 0; i < inputs; i++)
        {
            var bytes = Bending.Bend(sound[random.Next(sound.Length)], random);
            var started = Stopwatch.GetTimestamp();
            try
            {
                read(bytes);
            }
            catch (Exception failure)
            {
                Assert.Fail($"input {i} of seed {Seed}: {failure}\n{Convert.ToBase64String(bytes)}\n{Encoding.Latin1.GetString(bytes)}");
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < Longest, $"input {i} of seed {Seed} takes too long: {Convert.ToBase64String(bytes)}");
        }

        output.WriteLine($"{inputs} inputs");
    }

    /// <summary>The bytes in two parts, as they come from a connection.</summary>
    private static ReadOnlySequence<byte> Parts(byte[] bytes, int at)
    {
        var first = new Part(bytes.AsMemory(0, at), null);
        var last = new Part(bytes.AsMemory(at), first);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private static byte[] Framed(string mechanism, byte[] inner)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(mechanism);
        byte[] content = [.. writer.Encode(), .. inner];
        return [0x60, 0x82, (byte)(content.Length >> 8), (byte)content.Length, .. content];
    }

    private static byte[] Offer(byte[] token)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(Context(0)))
        using (writer.PushSequence())
        {
            using (writer.PushSequence(Context(0)))
            using (writer.PushSequence())
                writer.WriteObjectIdentifier(Kerberos);
            using (writer.PushSequence(Context(2)))
                writer.WriteOctetString(token);
        }

        return writer.Encode();
    }

    private static byte[] Ticket()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence(new Asn1Tag(TagClass.Application, 14)))
        using (writer.PushSequence())
        {
            writer.WriteInteger(5);
            writer.WriteInteger(14);
            writer.WriteBitString([0, 0, 0, 0]);
            using (writer.PushSequence(Context(3)))
            using (writer.PushSequence(new Asn1Tag(TagClass.Application, 1)))
            using (writer.PushSequence())
            {
                writer.WriteInteger(5);
                using (writer.PushSequence(Context(1)))
                    writer.WriteEncodedValue([0x1B, 1, (byte)'R']);
                using (writer.PushSequence(Context(2)))
                using (writer.PushSequence())
                {
                    writer.WriteInteger(3);
                    using (writer.PushSequence(Context(1)))
                    using (writer.PushSequence())
                        writer.WriteEncodedValue([0x1B, 1, (byte)'h']);
                }
            }
        }

        return writer.Encode();
    }

    private static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);

    private static byte[] Keys(params string[] principals)
    {
        List<byte> file = [5, 2];
        foreach (var principal in principals)
        {
            var (names, realm) = (principal.Split('@')[0].Split('/'), principal.Split('@')[1]);
            byte[] entry = [0, (byte)names.Length, .. Text(realm), .. names.SelectMany(Text), 0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 18, 0, 2, 7, 7];
            file.AddRange([0, 0, 0, (byte)entry.Length, .. entry]);
        }

        return [.. file];
    }

    private static byte[] Text(string text) => [0, (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

    private sealed class Part : ReadOnlySequenceSegment<byte>
    {
        public Part(ReadOnlyMemory<byte> memory, Part? before)
        {
            Memory = memory;
            RunningIndex = before is null ? 0 : before.RunningIndex + before.Memory.Length;
            if (before is not null)
                before.Next = this;
        }
    }
}
