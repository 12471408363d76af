using VimSessionService.Vim25;

namespace VimSessionService.Soap;

/// <summary>The parts of a request that are open, by their places in the document, for the paragraphs at the end of an error's text.</summary>
internal sealed class SoapParts
{
    private readonly int[] _places = new int[3];
    private int _open;
    private string? _method;
    private string _receiver = "";

    /// <summary>Whether the method was found.</summary>
    public bool IsMethodKnown => _method is not null;

    /// <summary>The paragraphs and their places, innermost first.</summary>
    public (string Text, int At)[] Levels
    {
        get
        {
            List<(string Text, int At)> levels = [];
            if (_open > 2 && IsMethodKnown)
                levels.Add(($"while parsing call information for method {_method}", _places[2]));
            if (_open > 1)
                levels.Add(("while parsing SOAP body", _places[1]));
            if (_open > 0)
                levels.Add(("while parsing SOAP envelope", _places[0]));
            levels.Add((_method is null
                ? "while parsing HTTP request before method was determined"
                : $"while parsing HTTP request for method {VmodlNames.OfMethod(_method)}\non object of type {VmodlNames.OfManaged(_receiver)}", 0));
            return [.. levels];
        }
    }

    /// <summary>Begins a request.</summary>
    public void Clear()
    {
        _method = null;
        _open = 0;
    }

    /// <summary>The next part was met: the envelope, the body, the call.</summary>
    public void Open(int at) => _places[_open++] = at;

    /// <summary>The innermost part has ended.</summary>
    public void Close() => _open--;

    /// <summary>The method of the call was found.</summary>
    public void Enter(string method, string receiver) => (_method, _receiver) = (method, receiver);

    /// <summary>No method of the call's name was found: it stays within the body.</summary>
    public void Refuse()
    {
        _method = null;
        _open = 2;
    }
}
