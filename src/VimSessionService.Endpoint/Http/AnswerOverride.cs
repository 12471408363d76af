namespace VimSessionService.Endpoint.Http;

/// <summary>What a client gets in the place of the answer to its request, so that a test sees how it copes.</summary>
public abstract record AnswerOverride
{
    /// <summary>Whether the request is not processed at all; otherwise it is, and its answer is spoiled.</summary>
    public abstract bool ReplacesAnswer { get; }

    /// <summary>The HTTP status that the client gets; 0 for none, null for that of the answer.</summary>
    public abstract int? Status { get; }

    /// <summary>Sends what replaces the answer, or prepares the exchange for an answer that is spoiled.</summary>
    public abstract ValueTask ApplyAsync(HttpExchange exchange);
}

/// <summary>A status with a body, in the place of the answer.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Body">The body.</param>
internal sealed record StatusAnswer(int Code, string ContentType, ReadOnlyMemory<byte> Body) : AnswerOverride
{
    /// <inheritdoc/>
    public override bool ReplacesAnswer => true;

    /// <inheritdoc/>
    public override int? Status => Code;

    /// <inheritdoc/>
    public override async ValueTask ApplyAsync(HttpExchange exchange)
    {
        exchange.SetStatus(Code);
        if (Code is 204 or 304)
            return; // such an answer has no body
        exchange.SetLength(Body.Length);
        if (Body.IsEmpty)
            return;
        exchange.SetHeader("Content-Type", ContentType);
        await exchange.ResponseBody.WriteAsync(Body, exchange.Aborted);
    }
}

/// <summary>No answer: the connection is closed.</summary>
/// <param name="WithReset">Whether by a reset, as of a server that has crashed; otherwise it is closed in order.</param>
internal sealed record ClosedConnection(bool WithReset) : AnswerOverride
{
    /// <inheritdoc/>
    public override bool ReplacesAnswer => true;

    /// <inheritdoc/>
    public override int? Status => 0;

    /// <inheritdoc/>
    public override ValueTask ApplyAsync(HttpExchange exchange)
    {
        exchange.Close(WithReset);
        return default;
    }
}

/// <summary>Only the beginning of the answer's body.</summary>
/// <param name="Bytes">How many bytes; null for the first half, or for <see cref="DefaultBytes"/> of an answer whose length is not known beforehand.</param>
/// <param name="LooksWhole">
/// Whether the answer is a correct one of HTTP, of a shorter body; otherwise the connection is closed in the middle of the body.
/// </param>
public sealed record CutAnswer(int? Bytes, bool LooksWhole) : AnswerOverride
{
    /// <summary>How many bytes are sent of an answer whose length is not known beforehand.</summary>
    public const int DefaultBytes = 4096;

    /// <inheritdoc/>
    public override bool ReplacesAnswer => false;

    /// <inheritdoc/>
    public override int? Status => null;

    /// <inheritdoc/>
    public override ValueTask ApplyAsync(HttpExchange exchange)
    {
        exchange.CutAnswer(this);
        return default;
    }
}
