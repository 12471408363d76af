using VimSessionService.CommandLine;
using VimSessionService.Options;

namespace VimSessionService.Tests.CommandLine;

public class ArgumentTests
{
    private static readonly string[] Commands = ["healthcheck", "wsdl"];

    [Theory]
    [InlineData("--password @home", "--password=@home")]
    [InlineData("--password -x", "--password=-x")]
    [InlineData("--password --tls", "--password=--tls")]
    [InlineData("--password -l", "--password=-l")]
    [InlineData("--password --help", "--password=--help")]
    [InlineData("--password --", "--password=--")]
    [InlineData("--password=--tls", "--password=--tls")]
    [InlineData("--password=a=b", "--password=a=b")]
    [InlineData("--password healthcheck", "--password=healthcheck")]
    public void The_argument_after_an_option_is_its_value_whatever_it_looks_like(string line, string read) => Assert.Equal([read], Read(line).Arguments);

    [Theory]
    [InlineData("--tls", "--tls=true")]
    [InlineData("--tls false", "--tls=false")]
    [InlineData("-tls=false", "--tls=false")]
    [InlineData("--permissive --tls", "--permissive=true --tls=true")]
    [InlineData("--permissive healthcheck", "--permissive=true healthcheck")]
    [InlineData("--tls false healthcheck", "--tls=false healthcheck")]
    public void A_flag_takes_a_value_where_there_is_one(string line, string read) => Assert.Equal(read.Split(' '), Read(line).Arguments);

    [Theory]
    [InlineData("-l :8989", "--listen=:8989")]
    [InlineData("-username root -password secret", "--username=root --password=secret")]
    [InlineData("-esx -api-version 7.0", "--esx=true --api-version=7.0")]
    [InlineData("-tlscert c.pem -tlskey k.pem", "--tls-cert=c.pem --tls-key=k.pem")]
    [InlineData("-tunnel 8089", "--tunnel-listen=8089")]
    [InlineData("-tunnel=0", "--tunnel-listen=0")]
    [InlineData("-E - -stdinexit", "--env-file=- --stdin-exit=true")]
    [InlineData("--E=pipe", "--env-file=pipe")]
    public void The_spelling_of_vcsim_is_understood(string line, string read) => Assert.Equal(read.Split(' '), Read(line).Arguments);

    [Theory]
    [InlineData("--username a --username b", "--username is given 2 times and takes one value. Leave all but one out.")]
    [InlineData("--password a -password=b --password c", "--password is given 3 times and takes one value. Leave all but one out.")]
    [InlineData("-l :1 --listen :2", "--listen is given 2 times and takes one value. Leave all but one out. -l is the same option.")]
    [InlineData("--tls --tls false", "--tls is given 2 times and takes one value. Leave all but one out.")]
    [InlineData("--listen :1 healthcheck --listen :2", "--listen is given 2 times and takes one value. Leave all but one out. -l is the same option.")]
    public void An_option_given_twice_is_refused_by_name_and_without_its_values(string line, string error) => Assert.Equal([error], Read(line).Errors);

    [Fact]
    public void So_is_every_option_but_the_one_for_several_files() => Assert.All(OptionTable.All.Where(static option => !option.IsRepeatable), static option =>
        Assert.StartsWith($"{option.Flag} is given 2 times", Assert.Single(Read($"{option.Flag}=true {option.Flag}=false").Errors), StringComparison.Ordinal));

    [Fact]
    public void An_option_for_several_files_keeps_each() => Assert.Equal(["--scenario=a.yaml", "--scenario=b.yaml"], Read("--scenario a.yaml -scenario=b.yaml").Arguments);

    [Fact]
    public void The_hint_for_autostart_is_about_power() => Assert.Equal(
        "-autostart is an option of vcsim that this service does not have: the virtual machines of --inventory builtin:small are powered on. Switch those off that are to be off: --stubs builtin:power implements PowerOffVM_Task (docs/stubs.md).", Assert.Single(Read("-autostart=false").Errors));

    [Theory]
    [InlineData("-cluster", "clusters"), InlineData("-host", "hosts"), InlineData("-standalone-host", "standalone-hosts"), InlineData("-vm", "machines"), InlineData("-ds", "datastores")]
    public void The_hint_for_a_size_names_the_number_of_the_inventory(string option, string number) =>
        Assert.EndsWith($"as in --inventory 'builtin:small?{number}=4' (docs/inventory.md).", Assert.Single(Read($"{option}=3").Errors), StringComparison.Ordinal);

    /// <summary>The flags of vcsim's own main.go, up to release 0.48.</summary>
    [Theory]
    [InlineData("dc"), InlineData("cluster"), InlineData("host"), InlineData("standalone-host"), InlineData("ds"), InlineData("vm"), InlineData("pool")]
    [InlineData("app"), InlineData("pod"), InlineData("pg"), InlineData("pg-nsx"), InlineData("nsx"), InlineData("folder"), InlineData("autostart")]
    [InlineData("trace"), InlineData("trace-file"), InlineData("load"), InlineData("delay"), InlineData("method-delay"), InlineData("delay-jitter"), InlineData("method-list")]
    [InlineData("l"), InlineData("username"), InlineData("password"), InlineData("tls"), InlineData("esx"), InlineData("api-version"), InlineData("tlscert")]
    [InlineData("tlskey"), InlineData("tunnel"), InlineData("E"), InlineData("stdinexit")]
    public void An_option_of_vcsim_is_understood_or_refused_by_its_name(string name)
    {
        string[][] lines = [[$"-{name}", "3"], [$"--{name}", "3"], [$"-{name}=3"]];
        foreach (var line in lines)
        {
            var read = ArgumentReader.Read(line, Commands);
            if (VcsimOptions.Names.Contains(name))
                Assert.StartsWith($"-{name} is an option of vcsim that this service does not have: ", Assert.Single(read.Errors), StringComparison.Ordinal);
            else
                Assert.Empty(read.Errors);
        }
    }

    [Theory]
    [InlineData("--password", "--password: the value is missing. Write --password PASSWORD.")]
    [InlineData("-l", "-l: the value is missing. Write -l ADDRESS.")]
    [InlineData("wsdl --out", "--out: the value is missing. Write --out DIRECTORY.")]
    [InlineData("--lissten :1", "--lissten: there is no such option. Did you mean --listen?")]
    [InlineData("--zzz", "--zzz: there is no such option.")]
    [InlineData("-x=secret", "-x: there is no such option.")]
    [InlineData("-hv", "-hv: there is no such option.")]
    [InlineData("serve", "'serve' is neither an option nor a command, and no option before it takes a value.")]
    [InlineData("@file", "'@file' is neither an option nor a command, and no option before it takes a value.")]
    [InlineData("-- --tls", "'--' is neither an option nor a command, and no option before it takes a value.")]
    [InlineData("version", "version is a command of vcsim that this service does not have: use --version.")]
    [InlineData("uuidgen", "uuidgen is a command of vcsim that this service does not have: use the program uuidgen of your system.")]
    public void What_is_not_understood_is_said(string line, string error) => Assert.Equal(error, Assert.Single(Read(line).Errors));

    [Fact]
    public void A_value_that_is_the_name_of_an_option_is_a_value_with_a_warning()
    {
        var read = Read("--username --password");

        Assert.Equal(["--username=--password"], read.Arguments);
        Assert.Equal(
            "--username takes the next argument as its value, although that is the name of the option --password. If the value of --username is missing, add it; if not, write --username=VALUE",
            Assert.Single(read.Warnings));
        Assert.Empty(Read("--username=--password").Warnings);
    }

    [Fact]
    public void No_two_options_have_one_name() =>
        Assert.Empty(OptionTable.All.SelectMany(o => new[] { o.Name, o.VcsimName }).OfType<string>().GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key).Concat(VcsimOptions.Names.Intersect(OptionTable.All.Select(o => o.Name))));

    private static ReadArguments Read(string line) => ArgumentReader.Read(line.Split(' '), Commands);
}
