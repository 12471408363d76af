using System.Net;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Contracts.Sessions;

/// <summary>What every <see cref="ISessionTokenKey"/> does.</summary>
public abstract class SessionTokenKeyContract
{
    private static readonly IPAddress Address = IPAddress.Parse("10.0.0.7");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Makes a key.</summary>
    protected abstract ISessionTokenKey CreateKey();

    [Fact]
    public void The_same_object_is_given_while_nothing_changes()
    {
        var key = CreateKey();
        Assert.Same(key.Current, key.Current);
    }

    [Fact]
    public void Keys_are_long_enough_and_not_all_of_one_byte()
    {
        var keys = CreateKey().Current;
        Assert.All(keys.Retired.Prepend(keys.Signing), static key =>
        {
            Assert.InRange(key.Length, SessionTokenKeys.MinLength, 1024);
            Assert.True(key.ToArray().Distinct().Count() > 4);
        });
    }

    [Fact]
    public void Two_issuers_with_the_key_recognize_each_others_tokens()
    {
        var key = CreateKey();
        var (first, second) = (new SessionTokenIssuer(_time, key), new SessionTokenIssuer(_time, key));
        var token = first.Create(Address);
        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(TimeSpan.FromMinutes(3), second.AgeOf(new SessionToken(token.Reveal()), Address));
        Assert.Null(second.AgeOf(token, IPAddress.Parse("10.0.0.8")));
        Assert.Null(new SessionTokenIssuer(_time).AgeOf(token, Address));
    }

    [Fact]
    public void The_keys_show_nothing_of_themselves() => Assert.Equal("***", CreateKey().Current.ToString());
}
