using System.Reflection;
using Microsoft.Extensions.Configuration;
using VimSessionService.Options;
using VimSessionService.Vim25;

namespace VimSessionService.Tests.Options;

public class OptionTableTests
{
    private static readonly Type[] Lists = [typeof(UserEntry[]), typeof(RoleEntry[]), typeof(PermissionDeclaration[]), typeof(ExtensionEntry[])];

    [Fact]
    public void Every_bound_property_is_an_option_and_every_option_is_bound()
    {
        var bound = from feature in typeof(ServiceOptions).GetProperties()
                    where feature.CanWrite
                    from property in feature.PropertyType.GetProperties()
                    where property.CanWrite && !Lists.Contains(property.PropertyType)
                    select property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? property.Name;

        Assert.Equal(OptionTable.All.Where(o => !o.NamesConfigurationFile).Select(o => o.Key).Order(), bound.Order());
    }

    [Fact]
    public void One_name_gives_flag_variable_and_key()
    {
        var option = OptionTable.Find("ApiVersion")!;

        Assert.Equal("api-version", option.Name);
        Assert.Equal("--api-version", option.Flag);
        Assert.Equal("VIMSESSION_API_VERSION", option.EnvironmentVariable);
        Assert.Equal(ApiVersions.All, option.Choices);
    }

    [Fact]
    public void Every_default_is_a_value_of_its_option()
    {
        foreach (var option in OptionTable.All.Where(o => o.Default is not null))
            Assert.True(option.TryNormalize(option.Default!, out _, out var problem), $"{option.Flag}: {problem}");
    }

    [Fact]
    public void Every_time_takes_units_and_none_is_a_bare_number_alone()
    {
        string[] units = ["SECONDS", "MINUTES", "HOURS", "DAYS", "MILLISECONDS"];

        Assert.DoesNotContain(OptionTable.All, o => o.Kind == OptionKind.Integer && units.Contains(o.ValueName));
        foreach (var option in OptionTable.All.Where(o => o.Kind == OptionKind.Duration))
        {
            Assert.True(option.TryNormalize(Durations.Format(option.Bounds.Shortest), out _, out var problem), problem);
            Assert.True(option.TryNormalize(Durations.Format(option.Bounds.Longest), out _, out problem), problem);
            Assert.False(option.TryNormalize(Durations.Format(option.Bounds.Longest + TimeSpan.FromSeconds(1)), out _, out _));
        }
    }

    [Theory]
    [InlineData("session-timeout", "10s", "00:00:10")]
    [InlineData("session-timeout", "30m", "00:30:00")]
    [InlineData("session-timeout", "1h", "01:00:00")]
    [InlineData("session-timeout", "1h30m", "01:30:00")]
    [InlineData("session-timeout", "30", "00:30:00")]
    [InlineData("service-ticket-lifetime", "120", "00:02:00")]
    [InlineData("sts-key-lifetime", "90", "90.00:00:00")]
    [InlineData("sts-key-lifetime", "90d", "90.00:00:00")]
    [InlineData("max-hok-lifetime", "2592000", "30.00:00:00")]
    [InlineData("api-version", "7.0", "7.0.3.2")]
    [InlineData("api-version", "8.0", "8.0.3.0")]
    [InlineData("api-version", "8.0.3", "8.0.3.0")]
    [InlineData("api-version", "8.0.1", "8.0.1.0")]
    [InlineData("api-version", "6.7", "6.7")]
    [InlineData("api-version", "2.5U2", "2.5u2")]
    public void A_time_has_a_unit_and_a_version_may_be_the_beginning_of_one(string name, string value, string normalized)
    {
        Assert.True(Option(name).TryNormalize(value, out var result, out var problem), problem);
        Assert.Equal(normalized, result);
    }

    [Fact]
    public void The_line_9_0_is_its_newest_release()
    {
        Assert.True(OptionTable.ApiVersion.TryNormalize("9.0", out var version, out _));
        Assert.Equal(ApiVersions.All.Last(v => v.StartsWith("9.0.", StringComparison.Ordinal)), version);
    }

    [Theory]
    [InlineData("session-timeout", "0")]
    [InlineData("session-timeout", "0s")]
    [InlineData("session-timeout", "s")]
    [InlineData("session-timeout", "")]
    [InlineData("session-timeout", "-1m")]
    [InlineData("session-timeout", "1m1h")]
    [InlineData("session-timeout", "1m1m")]
    [InlineData("session-timeout", "1.5h")]
    [InlineData("session-timeout", "10 s")]
    [InlineData("session-timeout", "10x")]
    [InlineData("session-timeout", "2000000000d")]
    [InlineData("session-timeout", "99999999999999999999")]
    [InlineData("api-version", "8")]
    [InlineData("api-version", "8.0.")]
    [InlineData("api-version", "")]
    public void Nothing_else_is_a_time_or_a_version(string name, string value) => Assert.False(Option(name).TryNormalize(value, out _, out _));

    [Theory]
    [InlineData("tls", "1", "true")]
    [InlineData("tls", "off", "false")]
    [InlineData("tls", "True", "true")]
    [InlineData("log-format", "JSON", "json")]
    [InlineData("max-sessions", "5", "5")]
    public void Values_are_brought_into_one_form(string name, string value, string normalized)
    {
        Assert.True(Option(name).TryNormalize(value, out var result, out _));
        Assert.Equal(normalized, result);
    }

    [Theory]
    [InlineData("tls", "maybe", "'maybe' is neither true nor false.")]
    [InlineData("log-format", "xml", "'xml' is not known. Known are text, json.")]
    [InlineData("max-sessions", "0", "'0' is not a whole number from 1 to 10000000.")]
    [InlineData("session-timeout", "soon", "'soon' is not a time from 1s to 365d. Write a time such as 10s, 30m, 1h or 7d, or a number of minutes.")]
    [InlineData("memory-share", "0", "'0' is not a whole number from 1 to 100.")]
    [InlineData("memory-share", "101", "'101' is not a whole number from 1 to 100.")]
    [InlineData("work-queue", "0", "'0' is not a whole number from 1 to 1000000.")]
    [InlineData("max-negotiations", "0", "'0' is not a whole number from 1 to 1000000.")]
    [InlineData("max-user-tickets", "-1", "'-1' is not a whole number from 1 to 10000000.")]
    [InlineData("max-user-local-tickets", "0", "'0' is not a whole number from 1 to 1000000.")]
    [InlineData("max-canonical-multiple", "1", "'1' is not a whole number from 2 to 10000.")]
    [InlineData("max-user-messages", "99", "'99' is not a whole number from 100 to 10000000.")]
    [InlineData("max-request-time", "0", "'0' is not a time from 1s to 1d. Write a time such as 10s, 30m, 1h or 7d, or a number of seconds.")]
    [InlineData("max-sessions", "many", "'many' is not a whole number from 1 to 10000000.")]
    [InlineData("max-sessions", "99999999999", "'99999999999' is not a whole number from 1 to 10000000.")]
    public void A_wrong_value_is_told_with_what_would_be_right(string name, string value, string problem)
    {
        Assert.False(Option(name).TryNormalize(value, out _, out var result));
        Assert.Equal(problem, result);
    }

    private static OptionDefinition Option(string name) => OptionTable.All.Single(o => o.Name == name);
}
