using System.Runtime.InteropServices;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.WsSecurity;

/// <summary>
/// The security header of a SOAP message. A signature can cover any part of the message, so it keeps the whole of it; the message is parsed once,
/// when it is first looked at.
/// </summary>
internal sealed class MessageSecurity : CallerProof
{
    private readonly byte[] _message;
    private SecurityHeader? _header;

    private MessageSecurity(byte[] message) => _message = message;

    /// <inheritdoc/>
    public override int Length => _message.Length;

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Assertion
    {
        get
        {
            var element = Header.Assertion ?? throw new ProofRefusedException("there is no SAML 2.0 assertion in the security header");
            return MemoryMarshal.TryGetArray(element.Name, out var name) ? _message.AsMemory(name.Offset - 1, element.Length) : default;
        }
    }

    private SecurityHeader Header => _header ?? Read(new MessageReader(MessageLimits.Usual), CancellationToken.None);

    /// <summary>Takes a copy of a message.</summary>
    public static MessageSecurity Of(ReadOnlySpan<byte> message) => new(message.ToArray());

    /// <summary>Reads the header and the message around it, unless that was done.</summary>
    /// <param name="reader">Reads the message.</param>
    /// <param name="cancellationToken">Ends the reading, and later the making of canonical forms, when the client has gone.</param>
    /// <exception cref="ProofRefusedException">The message cannot be read, or has no such header, or a part of it is doubled, misplaced or broken.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    internal SecurityHeader Read(MessageReader reader, CancellationToken cancellationToken) =>
        _header ??= SecurityHeader.Read(MessageDocument.Load(_message, reader, cancellationToken));
}
