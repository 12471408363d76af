using VimSessionService.Xml;

namespace VimSessionService.Soap.Tests.Xml;

public sealed class XsdDateTimeTests
{
    [Theory]
    [InlineData("2026-02-28T23:59:59Z", "2026-02-28T23:59:59.0000000Z")]
    [InlineData("2026-02-28T23:59:59", "2026-02-28T23:59:59.0000000Z")]
    [InlineData("2026-03-01T01:00:00+02:00", "2026-02-28T23:00:00.0000000Z")]
    [InlineData("2026-02-28T12:00:00.123456789Z", "2026-02-28T12:00:00.1234568Z")]
    [InlineData(" 2024-02-29T00:00:00Z ", "2024-02-29T00:00:00.0000000Z")]
    public void A_time_of_any_offset_is_read_in_utc(string text, string time) =>
        Assert.Equal(time, XsdDateTime.Parse(text).ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2026-02-30T00:00:00Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-01-01T25:00:00Z")]
    [InlineData("2026-01-01T00:60:00Z")]
    [InlineData("2026-01-01T00:00:00+15:00")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("2026")]
    [InlineData("2026-01")]
    [InlineData("2026-01-01")]
    [InlineData("12:00:00")]
    [InlineData("--02-28")]
    [InlineData("2026-01-01 00:00:00Z")]
    [InlineData("12:00")]
    [InlineData("9999-12-31T24:00:00Z")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void What_is_no_time_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => XsdDateTime.Parse(text));
        Assert.False(XsdDateTime.TryParse(text, out _));
    }

    [Fact]
    public void A_fraction_may_be_long() => Assert.Equal(
        "2026-02-28T12:00:00.1111111Z",
        XsdDateTime.Parse($"2026-02-28T12:00:00.{new string('1', 100_000)}Z").ToString("O", System.Globalization.CultureInfo.InvariantCulture));
}
