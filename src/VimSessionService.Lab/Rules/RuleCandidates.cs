using System.Runtime.CompilerServices;

namespace VimSessionService.Lab.Rules;

/// <summary>Rules from several places of the index, which it goes through in their order, each once.</summary>
internal struct RuleCandidates
{
    private const int Most = 16;

    private Lists _lists;
    private Positions _positions;
    private int _count;
    private int _last;

    /// <summary>Adds rules that are in order among themselves.</summary>
    public void Add(ActiveRule[]? rules)
    {
        if (rules is { Length: > 0 } && _count < Most)
            _lists[_count++] = rules;
    }

    /// <summary>The next rule; null once there is none left.</summary>
    public ActiveRule? Next()
    {
        ActiveRule? next = null;
        var of = 0;
        for (var i = 0; i < _count; i++)
        {
            var list = _lists[i]!;
            // A rule that is at two values of one condition is found twice.
            while (_positions[i] < list.Length && list[_positions[i]].Order < _last)
                _positions[i]++;
            if (_positions[i] < list.Length && (next is null || list[_positions[i]].Order < next.Order))
                (next, of) = (list[_positions[i]], i);
        }

        if (next is null)
            return null;
        _positions[of]++;
        _last = next.Order + 1;
        return next;
    }

    [InlineArray(Most)]
    private struct Lists
    {
        private ActiveRule[]? _first;
    }

    [InlineArray(Most)]
    private struct Positions
    {
        private int _first;
    }
}
