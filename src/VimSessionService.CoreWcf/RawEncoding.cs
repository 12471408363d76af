using System.Text;
using System.Xml;
using CoreWCF.Channels;

namespace VimSessionService.CoreWcf;

/// <summary>Reads and writes messages as the bytes that they are. For a streamed transport only, which hands bodies over without reading them.</summary>
internal sealed class RawEncoding : MessageEncodingBindingElement
{
    /// <inheritdoc/>
    public override MessageVersion MessageVersion
    {
        get => MessageVersion.None;
        set
        {
            if (!MessageVersion.None.Equals(value))
                throw new NotSupportedException("Raw messages have no version.");
        }
    }

    /// <inheritdoc/>
    public override MessageEncoderFactory CreateMessageEncoderFactory() => new Factory();

    /// <inheritdoc/>
    public override BindingElement Clone() => new RawEncoding();

    private sealed class Factory : MessageEncoderFactory
    {
        public override MessageEncoder Encoder { get; } = new RawEncoder();

        public override MessageVersion MessageVersion => MessageVersion.None;
    }

    private sealed class RawEncoder : MessageEncoder
    {
        private const string Buffered = "The transport must be streamed.";

        public override string ContentType => "text/xml; charset=utf-8";

        public override string MediaType => "text/xml";

        public override MessageVersion MessageVersion => MessageVersion.None;

        /// <summary>The service does not look at the content type, as real servers do not.</summary>
        public override bool IsContentTypeSupported(string contentType) => true;

        public override Task<Message> ReadMessageAsync(Stream stream, int maxSizeOfHeaders, string contentType) => Task.FromResult<Message>(new RawRequest(stream));

        public override Message ReadMessage(ArraySegment<byte> buffer, BufferManager bufferManager, string contentType) => throw new NotSupportedException(Buffered);

        public override async Task WriteMessageAsync(Message message, Stream stream)
        {
            if (message is RawResponse response)
            {
                await response.SendBodyAsync();
                return;
            }

            // A fault of CoreWCF itself, which is small. The writer of XML would write to the connection without awaiting it.
            using var text = new MemoryStream();
            using (var writer = XmlDictionaryWriter.CreateTextWriter(text, Encoding.UTF8, ownsStream: false))
                message.WriteMessage(writer);
            text.Position = 0;
            await text.CopyToAsync(stream);
            await stream.FlushAsync();
        }

        public override ArraySegment<byte> WriteMessage(Message message, int maxMessageSize, BufferManager bufferManager, int messageOffset) =>
            throw new NotSupportedException(Buffered);
    }
}
