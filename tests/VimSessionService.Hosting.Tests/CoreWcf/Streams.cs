namespace VimSessionService.Hosting.Tests.CoreWcf;

/// <summary>A connection that takes nothing.</summary>
internal sealed class BrokenStream : MemoryStream
{
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromException(new IOException("broken pipe"));
}

/// <summary>A request whose body does not come.</summary>
internal sealed class NeverStream : MemoryStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return 0;
    }
}
