using System.Xml;
using CoreWCF.Channels;
using Microsoft.AspNetCore.Http;

namespace VimSessionService.CoreWcf;

/// <summary>
/// A message whose content is bytes, which nobody has parsed: a token in it is signed as those bytes, and the service bounds what it reads by itself.
/// </summary>
internal abstract class RawMessage : Message
{
    /// <inheritdoc/>
    public override MessageHeaders Headers { get; } = new(MessageVersion.None);

    /// <inheritdoc/>
    public override MessageProperties Properties { get; } = new();

    /// <inheritdoc/>
    public override MessageVersion Version => MessageVersion.None;

    /// <inheritdoc/>
    protected override void OnWriteBodyContents(XmlDictionaryWriter writer) => throw new NotSupportedException("The message is bytes, not XML.");
}

/// <summary>A request.</summary>
/// <param name="body">Its body as it travels.</param>
internal sealed class RawRequest(Stream body) : RawMessage
{
    /// <summary>Its body as it travels.</summary>
    public Stream Body => body;
}

/// <summary>A response.</summary>
/// <param name="exchange">The call that it answers, and that still writes its body.</param>
/// <param name="http">The HTTP response.</param>
internal sealed class RawResponse(MessageExchange exchange, HttpResponse http) : RawMessage
{
    /// <summary>
    /// Sends the body, to its end. It goes to the HTTP response directly: CoreWCF's stream before it takes 32 KiB for each response, and sending by it
    /// took 15 % more CPU time for a login and logout.
    /// </summary>
    public Task SendBodyAsync() => exchange.CopyBodyAsync(http.Body);

    /// <inheritdoc/>
    protected override void OnClose()
    {
        exchange.EndBody();
        base.OnClose();
    }
}
