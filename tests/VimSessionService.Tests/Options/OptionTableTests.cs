using System.Reflection;
using Microsoft.Extensions.Configuration;
using VimSessionService.Options;
using VimSessionService.UsersFile;
using VimSessionService.Vim25;

namespace VimSessionService.Tests.Options;

public class OptionTableTests
{
    private static readonly Type[] Lists = [typeof(UserEntry[]), typeof(RoleEntry[]), typeof(PermissionEntry[]), typeof(ExtensionEntry[])];

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
    [InlineData("max-sessions", "many", "'many' is not a whole number from 1 to 10000000.")]
    [InlineData("max-sessions", "99999999999", "'99999999999' is not a whole number from 1 to 10000000.")]
    public void A_wrong_value_is_told_with_what_would_be_right(string name, string value, string problem)
    {
        Assert.False(Option(name).TryNormalize(value, out _, out var result));
        Assert.Equal(problem, result);
    }

    private static OptionDefinition Option(string name) => OptionTable.All.Single(o => o.Name == name);
}
