using VimSessionService.Core.Tables;

namespace VimSessionService.Core.Tests.Tables;

/// <summary>The random numbers of counts.</summary>
public sealed class TurnSequenceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4711)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void After_some_questions_the_numbers_are_those_that_follow_them(int seed)
    {
        var sequence = TurnSequence.After(seed, 0);
        for (var i = 0; i < 1_000; i++)
        {
            var later = TurnSequence.After(seed, i);
            Assert.Equal(sequence.State, later.State);
            var numbers = sequence.Next();
            Assert.Equal(numbers, later.Next());
            Assert.InRange(numbers.Chance, 0, 1 - double.Epsilon);
            Assert.InRange(numbers.Given, 0, 1 - double.Epsilon);
        }
    }

    [Fact]
    public void Any_count_is_found_at_once() => Assert.InRange(TurnSequence.After(7, long.MaxValue / 4).Next().Chance, 0, 1);

    [Fact]
    public void Seeds_that_are_close_to_each_other_begin_with_chances_that_are_spread()
    {
        var chances = Enumerable.Range(0, 10_000).Select(static seed => TurnSequence.After(seed, 0).Next().Chance).ToArray();
        for (var tenth = 0; tenth < 10; tenth++)
            Assert.InRange(chances.Count(chance => (int)(chance * 10) == tenth), 850, 1_150);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Chances_are_as_often_below_a_number_as_it_says_and_do_not_follow_from_each_other(double probability)
    {
        var sequence = TurnSequence.After(42, 0);
        bool[] granted = [.. Enumerable.Range(0, 20_000).Select(_ => sequence.Next().Chance < probability)];
        Assert.InRange(granted.Count(static isGranted => isGranted) / 20_000.0, probability - 0.01, probability + 0.01);
        Assert.InRange(granted.Zip(granted.Skip(1)).Count(static pair => pair is (true, true)) / 20_000.0, (probability * probability) - 0.015, (probability * probability) + 0.015);
    }
}
