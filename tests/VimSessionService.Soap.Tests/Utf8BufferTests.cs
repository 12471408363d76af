using System.Text;
using VimSessionService.Testing;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Soap.Tests.Xml;

public sealed class Utf8BufferTests
{
    [Theory]
    [InlineData("a", 1)]
    [InlineData("é", 2)]
    [InlineData("😀", 4)]
    [InlineData("&", 5)]
    public void A_text_of_any_length_is_written_whole(string unit, int bytes)
    {
        using var buffer = new Utf8Buffer();
        const int Count = 100_001;
        buffer.Raw("x"u8); // so that nothing falls together with the ends of pieces
        buffer.Text(string.Concat(Enumerable.Repeat(unit, Count)));
        Assert.Equal(1 + ((long)bytes * Count), buffer.Length);
        var expected = "x" + string.Concat(Enumerable.Repeat(unit == "&" ? "&amp;" : unit, Count));
        Assert.Equal(expected, Encoding.UTF8.GetString(buffer.Written.Span));
        Assert.Equal(expected, Encoding.UTF8.GetString([.. Enumerable.Range(0, buffer.PartCount).SelectMany(i => buffer.Part(i).ToArray())]));
    }

    [Fact]
    public void What_was_written_from_a_place_on_is_found_across_parts()
    {
        using var buffer = new Utf8Buffer();
        buffer.Text(new string('a', 70_000));
        var place = buffer.Length;
        buffer.Text(new string('b', 70_000));
        Assert.Equal(new string('b', 70_000), Encoding.ASCII.GetString(buffer.Since(place)));
    }

    [Fact]
    public void Whoever_bounds_it_is_asked_before_each_part_but_the_first()
    {
        var asked = 0;
        using var buffer = new Utf8Buffer { Growing = bytes => asked += bytes };
        buffer.Text(new string('a', Utf8Buffer.PartSize));
        Assert.Equal(0, asked);
        buffer.Text(new string('a', 2 * Utf8Buffer.PartSize));
        Assert.Equal(2 * Utf8Buffer.PartSize, asked);
        buffer.Clear();
        Assert.Equal((0, 1), (buffer.Length, buffer.PartCount));
    }

    [Fact]
    public void A_part_that_was_sent_gives_its_memory_back()
    {
        using var buffer = new Utf8Buffer();
        buffer.Text(new string('a', 3 * Utf8Buffer.PartSize));
        var parts = buffer.PartCount;
        buffer.Release(0);
        Assert.True(buffer.Part(0).IsEmpty);
        Assert.Equal(parts, buffer.PartCount);
        Assert.Equal(Utf8Buffer.PartSize, buffer.Part(1).Length);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("&")]
    [InlineData("😀")]
    public void Writing_is_linear(string unit) => Growth.AssertLinear(
        $"text of {unit}",
        n => string.Concat(Enumerable.Repeat(unit, n)),
        text =>
        {
            using var buffer = new Utf8Buffer();
            for (var i = 0; i < 4; i++)
                buffer.Text(text);
        },
        n: 100_000);
}
