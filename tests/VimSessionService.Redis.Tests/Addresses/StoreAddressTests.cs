using VimSessionService.Redis.Engine;

namespace VimSessionService.Redis.Tests.Addresses;

public sealed class StoreAddressTests
{
    [Fact]
    public void An_address_has_hosts_a_login_a_database_and_a_prefix()
    {
        var address = StoreAddress.Parse("rediss://user:p%40ss%3Aw@one.example:7000,[::1]:7001,10.0.0.3/5?prefix=lab-1&serviceName=main");
        var options = address.ToOptions();
        Assert.Equal(("user", "p@ss:w", true, "main", 5), (options.User, options.Password, options.Ssl, options.ServiceName, options.DefaultDatabase));
        Assert.Equal(["one.example:7000", "[::1]:7001", "10.0.0.3:26379"], options.EndPoints.Select(static end => end.ToString()!.Replace("Unspecified/", "", StringComparison.Ordinal)));
        Assert.Equal(("lab-1", 5), (address.Prefix, address.Database));
    }

    [Theory]
    [InlineData("redis://localhost", "localhost:6379")]
    [InlineData("rediss://localhost", "localhost:6380")]
    public void The_usual_port_is_that_of_the_scheme(string text, string end)
    {
        var address = StoreAddress.Parse(text);
        Assert.EndsWith(end, Assert.Single(address.ToOptions().EndPoints).ToString(), StringComparison.Ordinal);
        Assert.Equal((StoreAddress.DefaultPrefix, 0), (address.Prefix, address.Database));
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost:6379")]
    [InlineData("http://localhost")]
    [InlineData("redis://")]
    [InlineData("redis://host:0")]
    [InlineData("redis://host:port")]
    [InlineData("redis://secret@host")]
    [InlineData("redis://user:secret@host/first")]
    [InlineData("redis://user:secret@host/-1")]
    [InlineData("redis://user:secret@host?prefix=a{b}")]
    [InlineData("redis://user:secret@host?prefix=")]
    [InlineData("redis://user:secret@host?database=1")]
    [InlineData("redis://user:secret@host?ca=/etc/ssl/certs/ca-certificates.crt")]
    [InlineData("rediss://user:secret@host?ca=/there/is/none")]
    [InlineData("rediss://user:secret@host?ca=/etc/passwd")]
    public void What_is_no_address_is_refused_with_a_reason_that_shows_no_password(string text)
    {
        Assert.False(StoreAddress.TryParse(text, out _, out var problem));
        Assert.NotEmpty(problem);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_of_an_address_shows_no_user_and_no_password() =>
        Assert.Equal("redis://host:6379/0?prefix=lab", StoreAddress.Parse("redis://user:secret@host?prefix=lab").ToString());
}
