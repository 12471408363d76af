using System.Text;

namespace VimSessionService.Inventory.Tests.Recordings;

/// <summary>A JSON document with one object that never ends.</summary>
internal sealed class EndlessText : Stream
{
    private static readonly byte[] Beginning = Encoding.UTF8.GetBytes("[{\"a\":[");

    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        for (var i = 0; i < count; i++, _position++)
            buffer[offset + i] = _position < Beginning.Length ? Beginning[_position] : (byte)((_position - Beginning.Length) % 2 == 0 ? '1' : ',');
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
