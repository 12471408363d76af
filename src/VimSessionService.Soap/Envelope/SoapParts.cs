using VimSessionService.Vim25;

namespace VimSessionService.Soap;

/// <summary>The parts of a request that are open, by their places in the document, for the paragraphs at the end of an error's text.</summary>
internal sealed class SoapParts
{
    /// <summary>The place of a part that is not open.</summary>
    public const int None = -1;

    private string? _method;
    private string _receiver = "";

    /// <summary>Where the envelope begins.</summary>
    public int Envelope { get; set; } = None;

    /// <summary>Where the body begins.</summary>
    public int Body { get; set; } = None;

    /// <summary>Where the operation's element begins.</summary>
    public int Call { get; set; } = None;

    /// <summary>Whether the method was found.</summary>
    public bool IsMethodKnown => _method is not null;

    /// <summary>The paragraphs and their places, innermost first.</summary>
    public (string Text, int At)[] Levels =>
    [
        .. Level(IsMethodKnown ? Call : None, $"while parsing call information for method {_method}"),
        .. Level(Body, "while parsing SOAP body"),
        .. Level(Envelope, "while parsing SOAP envelope"),
        (_method is null
            ? "while parsing HTTP request before method was determined"
            : $"while parsing HTTP request for method {VmodlNames.OfMethod(_method)}\non object of type {VmodlNames.OfManaged(_receiver)}", 0),
    ];

    /// <summary>Nothing is open.</summary>
    public void Clear()
    {
        Leave();
        Envelope = Body = Call = None;
    }

    /// <summary>The method was found.</summary>
    public void Enter(string method, string receiver) => (_method, _receiver) = (method, receiver);

    /// <summary>The method was not found.</summary>
    public void Leave() => _method = null;

    private static (string Text, int At)[] Level(int at, string text) => at == None ? [] : [(text, at)];
}
