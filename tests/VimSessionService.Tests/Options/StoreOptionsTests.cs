using VimSessionService.Options;
using VimSessionService.SharedState;

namespace VimSessionService.Tests.Options;

public sealed class StoreOptionsTests : IDisposable
{
    private const string Key = "0123456789abcdef";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_store_is_named_by_its_address_and_its_key_and_shows_neither()
    {
        var loaded = Load(("store", "redis://user:secret@host?prefix=lab"), ("store-key", Key));
        Assert.Empty(loaded.Errors);
        var store = StoreFactory.Create(loaded.Options.Store)!;
        Assert.Equal("redis://host:6379/0?prefix=lab", store.Address.ToString());
        Assert.Equal(0, store.AcknowledgedBy);
        Assert.Equal(2, StoreFactory.Create(Load(("store", "redis://host"), ("store-key", Key), ("store-wait", "2")).Options.Store)!.AcknowledgedBy);
        Assert.DoesNotContain("secret", loaded.Options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, loaded.Options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_in_a_file_is_the_same_as_the_key()
    {
        var file = _directory.Write("store.key", Key + "\n");
        var ofFile = StoreFactory.Create(Load(("store", "redis://host"), ("store-key-file", file)).Options.Store)!;
        var given = StoreFactory.Create(Load(("store", "redis://host"), ("store-key", Key)).Options.Store)!;
        Assert.Equal(given.InstanceUuid, ofFile.InstanceUuid);
    }

    [Fact]
    public void Without_the_option_there_is_no_store() => Assert.Null(StoreFactory.Create(Load().Options.Store));

    [Theory]
    [InlineData("redis://host", null, null, "--store needs a secret that all replicas have and the engine has not: give it with --store-key-file or --store-key. Make one with: openssl rand -hex 32")]
    [InlineData("redis://host", "store-key", "short", "--store-key has fewer than 16 bytes. Make one with: openssl rand -hex 32")]
    [InlineData("redis://host", "store-key-file", "/nowhere", "--store-key-file: '/nowhere' cannot be read: it does not exist. Name a file that exists and that this user may read.")]
    [InlineData("http://host", "store-key", Key, "--store: the scheme is not redis or rediss; the form is redis://[USER:PASSWORD@]HOST[:PORT][,HOST[:PORT]...][/DATABASE][?prefix=NAME&serviceName=NAME&ca=FILE].")]
    [InlineData("redis://host?prefix=a b", "store-key", Key, "--store: the prefix is not 1 to 64 letters, digits, '.', '_' and '-'.")]
    [InlineData(null, "store-wait", "1", "--store-wait is for a state engine. Name it with --store, or leave it out.")]
    [InlineData(null, "store-key", Key, "--store-key and --store-key-file are for a state engine. Name it with --store, or leave them out.")]
    public void What_cannot_be_a_store_is_an_error(string? store, string? option, string? value, string error)
    {
        var given = new List<(string, string)>();
        if (store is not null)
            given.Add(("store", store));
        if (option is not null)
            given.Add((option, value!));
        Assert.Equal(error, Assert.Single(Load([.. given]).Errors));
    }

    [Fact]
    public void Replicas_with_a_seed_are_an_error() => Assert.Equal(
        "--seed: replicas with one seed would make the same cookies for different sessions. Leave out --seed or --store.",
        Assert.Single(Load(("store", "redis://host"), ("store-key", Key), ("seed", "7")).Errors));

    private LoadedOptions Load(params (string Name, string Value)[] given) => OptionsLoader.Load(new OptionSources
    {
        CommandLine = given.ToDictionary(static option => option.Name, static option => option.Value, StringComparer.Ordinal),
        Environment = new Dictionary<string, string>(StringComparer.Ordinal),
        WorkingDirectory = _directory.Path,
    });
}
