using System.Globalization;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Tests.Xml;

public sealed class XmlTimeTests
{
    [Theory]
    [InlineData("2026-12-01T10:00:00Z", "2026-12-01T10:00:00.000")]
    [InlineData("2026-12-01T10:00:00.1239999Z", "2026-12-01T10:00:00.123")]
    [InlineData("2026-12-01T10:00:00.5+02:00", "2026-12-01T08:00:00.500")]
    [InlineData("0001-01-01T00:00:00Z", "1970-01-01T00:00:00.000")] // .NET's DateTime.MinValue
    [InlineData("0001-01-01T00:00:00+14:00", "1970-01-01T00:00:00.000")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9000-01-01T00:00:00.000")] // .NET's DateTime.MaxValue
    [InlineData("9999-12-31T23:59:59-14:00", "9000-01-01T00:00:00.000")]
    public void A_time_with_a_zone_is_read_and_the_first_and_last_of_a_platform_are_far_enough(string text, string time) =>
        Assert.Equal(time, XmlTime.Parse(text)?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2026-12-01T10:00:00")]
    [InlineData("2026-12-01T10:00:00.Z")]
    [InlineData("2026-12-01T10:00:00+15:00")]
    [InlineData("2026-02-30T10:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("10000-01-01T00:00:00Z")]
    [InlineData("soon")]
    [InlineData(null)]
    public void Anything_else_is_no_time(string? text) => Assert.Null(XmlTime.Parse(text));
}
