using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace VimSessionService.Ldap;

/// <summary>
/// A connection to an LDAP server (RFC 4511) with what a login needs: StartTLS, simple binds and searches, one after the other. Sizes and numbers of
/// what the server sends are bounded. Every exception but a cancellation is an <see cref="LdapException"/>; the connection is of no use after one.
/// </summary>
internal sealed class LdapConnection : IDisposable
{
    private const int MostMessageBytes = 1024 * 1024;
    private const int ProtocolVersion = 3;
    private const string StartTlsOid = "1.3.6.1.4.1.1466.20037";

    private const int BindRequest = 0, BindResponse = 1, UnbindRequest = 2, SearchRequest = 3, SearchEntry = 4, SearchDone = 5, SearchReference = 19, ExtendedRequest = 23, ExtendedResponse = 24;

    private readonly LdapOptions _options;
    private readonly Socket _socket;
    private Stream _stream = Stream.Null;
    private int _messageId;

    private LdapConnection(LdapOptions options, Socket socket)
    {
        _options = options;
        _socket = socket;
    }

    /// <summary>Connects, with the encryption of the options.</summary>
    /// <exception cref="LdapException">The server cannot be reached, or its certificate is not trusted.</exception>
    public static async Task<LdapConnection> OpenAsync(LdapOptions options, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var connection = new LdapConnection(options, socket);
        try
        {
            await connection.GuardedAsync(async () =>
            {
                await socket.ConnectAsync(options.Host, options.Port, cancellationToken);
                connection._stream = new NetworkStream(socket, ownsSocket: false);
                if (options.Encryption == LdapEncryption.StartTls)
                    await connection.StartTlsAsync(cancellationToken);
                if (options.Encryption != LdapEncryption.None)
                    await connection.EncryptAsync(cancellationToken);
                return true;
            });
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Logs in by distinguished name and password; false when the two are wrong.</summary>
    /// <exception cref="LdapException">The server refuses for another reason.</exception>
    public Task<bool> BindAsync(string dn, string password, CancellationToken cancellationToken) => GuardedAsync(async () =>
    {
        if (password.Length == 0 && dn.Length > 0)
            return false; // would be taken as a login of nobody, and succeed
        var writer = Begin();
        using (writer.PushSequence(Application(BindRequest)))
        {
            writer.WriteInteger(ProtocolVersion);
            Text(writer, dn);
            Text(writer, password, new Asn1Tag(TagClass.ContextSpecific, 0));
        }

        await SendAsync(writer, cancellationToken);
        var result = ResultOf(await ReceiveAsync(cancellationToken), BindResponse);
        return result.Code switch
        {
            LdapResult.Success => true,
            LdapResult.InvalidCredentials or LdapResult.InappropriateAuthentication => false,
            _ => throw Fail($"the bind was answered with {result}"),
        };
    });

    /// <summary>Searches. A search base that does not exist has no entries.</summary>
    /// <param name="baseDn">Where.</param>
    /// <param name="scope">How deep.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="attributes">Which attributes are read.</param>
    /// <param name="most">How many entries are read at most; with more, the search ends with so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LdapException">The server refuses.</exception>
    public Task<List<LdapEntry>> SearchAsync(string baseDn, LdapScope scope, string filter, string[] attributes, int most, CancellationToken cancellationToken) => GuardedAsync(async () =>
    {
        var writer = Begin();
        using (writer.PushSequence(Application(SearchRequest)))
        {
            Text(writer, baseDn);
            writer.WriteEncodedValue([0x0a, 1, (byte)scope]);
            writer.WriteEncodedValue([0x0a, 1, 0]); // aliases are not followed
            writer.WriteInteger(most);
            writer.WriteInteger(0);
            writer.WriteBoolean(false);
            LdapFilter.Write(writer, filter);
            using (writer.PushSequence())
            {
                foreach (var attribute in attributes)
                    Text(writer, attribute);
            }
        }

        await SendAsync(writer, cancellationToken);
        var found = new List<LdapEntry>();
        while (true)
        {
            var message = await ReceiveAsync(cancellationToken);
            switch (message.PeekTag())
            {
                case { TagClass: TagClass.Application, TagValue: SearchEntry }:
                    if (found.Count >= most)
                        throw Fail(string.Create(CultureInfo.InvariantCulture, $"a search found more than {most} entries"));
                    found.Add(Entry(message.ReadSequence(Application(SearchEntry))));
                    break;
                case { TagClass: TagClass.Application, TagValue: SearchReference }:
                    break; // other servers are not asked
                default:
                    var result = ResultOf(message, SearchDone);
                    return result.Code is LdapResult.Success or LdapResult.NoSuchObject || (result.Code == LdapResult.SizeLimitExceeded && found.Count == most) ? found : throw Fail($"a search was answered with {result}");
            }
        }
    });

    /// <summary>The failure of the server.</summary>
    public LdapException Fail(string reason, Exception? inner = null) => new($"the LDAP server {_options.ShownUrl}: {reason}", inner);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    /// <summary>Tells the server that the connection ends. A failure of that means nothing.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        var writer = Begin();
        writer.WriteNull(new Asn1Tag(TagClass.Application, UnbindRequest));
        try
        {
            await SendAsync(writer, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private async Task StartTlsAsync(CancellationToken cancellationToken)
    {
        var writer = Begin();
        using (writer.PushSequence(Application(ExtendedRequest)))
            Text(writer, StartTlsOid, new Asn1Tag(TagClass.ContextSpecific, 0));
        await SendAsync(writer, cancellationToken);
        var result = ResultOf(await ReceiveAsync(cancellationToken), ExtendedResponse);
        if (result.Code != LdapResult.Success)
            throw Fail($"StartTLS was answered with {result}");
    }

    private async Task EncryptAsync(CancellationToken cancellationToken)
    {
        var tls = new SslStream(_stream);
        _stream = tls;
        var settings = new SslClientAuthenticationOptions { TargetHost = _options.Host };
        if (_options.Authorities is { Count: > 0 } authorities)
        {
            settings.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            settings.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        await tls.AuthenticateAsClientAsync(settings, cancellationToken);
    }

    /// <summary>Begins a message with the next id; the operation follows.</summary>
    private AsnWriter Begin()
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        writer.PushSequence();
        writer.WriteInteger(++_messageId);
        return writer;
    }

    private async Task SendAsync(AsnWriter writer, CancellationToken cancellationToken)
    {
        writer.PopSequence();
        var message = writer.Encode();
        writer.Reset();
        try
        {
            await _stream.WriteAsync(message, cancellationToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(message); // it may hold a password
        }
    }

    /// <summary>Reads the next message up to its operation. No byte after it is read, so that nothing that came before TLS is taken for something within.</summary>
    private async Task<AsnReader> ReceiveAsync(CancellationToken cancellationToken)
    {
        var head = new byte[6];
        await _stream.ReadExactlyAsync(head.AsMemory(0, 2), cancellationToken);
        var lengthBytes = head[1] < 0x80 ? 0 : head[1] & 0x7f;
        if (head[0] != 0x30 || (head[1] & 0x80) != 0 && lengthBytes is < 1 or > 4)
            throw Fail("it does not answer as an LDAP server does");
        await _stream.ReadExactlyAsync(head.AsMemory(2, lengthBytes), cancellationToken);
        var length = (long)head[1];
        if (lengthBytes > 0)
        {
            Span<byte> number = stackalloc byte[sizeof(uint)];
            number.Clear();
            head.AsSpan(2, lengthBytes).CopyTo(number[(sizeof(uint) - lengthBytes)..]);
            length = BinaryPrimitives.ReadUInt32BigEndian(number);
        }

        if (length > MostMessageBytes)
            throw Fail(string.Create(CultureInfo.InvariantCulture, $"a message is larger than {MostMessageBytes} bytes"));
        var content = new byte[length];
        await _stream.ReadExactlyAsync(content, cancellationToken);
        var message = new AsnReader(content, AsnEncodingRules.BER);
        if (!message.TryReadInt32(out var id) || id != _messageId)
            throw Fail(id == 0 ? "it ends the connection" : "it answers another message than the one that was sent");
        return message;
    }

    private (int Code, string Text) ResultOf(AsnReader message, int operation)
    {
        var content = message.ReadSequence(Application(operation));
        var code = content.ReadEnumeratedBytes().Span is [var only] ? only : throw Fail("a result code is no number");
        content.ReadOctetString(); // the part of a distinguished name that exists
        return (code, Printable(Encoding.UTF8.GetString(content.ReadOctetString())));
    }

    /// <summary>What the server says, for the log: short and on one line.</summary>
    private static string Printable(string text)
    {
        const int Most = 200;
        return new string([.. text.Take(Most).Select(static c => char.IsControl(c) ? ' ' : c)]);
    }

    private static LdapEntry Entry(AsnReader content)
    {
        var dn = Encoding.UTF8.GetString(content.ReadOctetString());
        var attributes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        var list = content.ReadSequence();
        while (list.HasData)
        {
            var attribute = list.ReadSequence();
            var name = Encoding.UTF8.GetString(attribute.ReadOctetString());
            var values = new List<string>();
            var set = attribute.ReadSetOf(skipSortOrderValidation: true);
            while (set.HasData)
                values.Add(Encoding.UTF8.GetString(set.ReadOctetString()));
            attributes[name] = values;
        }

        return new LdapEntry(dn, attributes);
    }

    private async Task<T> GuardedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (AuthenticationException failure)
        {
            throw Fail(failure.InnerException is { } inner ? $"{failure.Message} {inner.Message}" : failure.Message, failure);
        }
        catch (AsnContentException failure)
        {
            throw Fail("it does not answer as an LDAP server does", failure);
        }
        catch (EndOfStreamException failure)
        {
            throw Fail("it closed the connection", failure);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            throw Fail(failure.Message, failure);
        }
    }

    private static Asn1Tag Application(int number) => new(TagClass.Application, number, isConstructed: true);

    private static void Text(AsnWriter writer, string text, Asn1Tag? tag = null) => writer.WriteOctetString(Encoding.UTF8.GetBytes(text), tag);
}
