using System.CommandLine;
using VimSessionService.Commands;

namespace VimSessionService.Tests.Commands;

/// <summary>The command line of the commands: what is understood, what is refused, and how the service is found.</summary>
public sealed class CommandLineTests : IAsyncLifetime
{
    private CommandHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await CommandHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void The_names_that_the_command_line_looks_for_are_those_of_the_commands() =>
        Assert.Equal(AdminCommands.Listed().Select(static command => command.Name).Order(StringComparer.Ordinal), AdminCommands.Names.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("sessions", "sessions: say what to do: ls, expire, terminate.")]
    [InlineData("sessions lss", "'lss' is no command of sessions. Did you mean ls?")]
    [InlineData("sessions remove", "'remove' is no command of sessions. Known are ls, expire, terminate.")]
    [InlineData("sessions ls --usr x", "--usr: there is no such option. Did you mean --user?")]
    [InlineData("sessions ls -user x", "-user: there is no such option.")]
    [InlineData("sessions ls --user", "--user: the value is missing. Write --user NAME.")]
    [InlineData("sessions ls --json=yes", "--json: takes no value.")]
    [InlineData("sessions ls --min-age soon", "--min-age: 'soon' is no time. Write numbers with units, such as 31m, 1h30m, 90s or 250ms.")]
    [InlineData("sessions ls --min-age -5m", "--min-age: '-5m' is no time.")]
    [InlineData("sessions ls --user a --user b", "--user")]
    [InlineData("sessions ls more", "more")]
    [InlineData("users lock", "Required argument missing for command: 'lock'.")]
    [InlineData("clock advance soon", "clock advance: 'soon' is no time.")]
    [InlineData("clock run fast", "clock run: 'fast' is no number.")]
    [InlineData("clock set noon", "clock set: 'noon' is no moment.")]
    [InlineData("limits set", "limits set: say which limit")]
    [InlineData("limits set --max-sessions -1", "--max-sessions: '-1' is no whole number from 0 to 2147483647.")]
    [InlineData("outage start", "--mode")]
    [InlineData("outage start --mode slow", "--mode: 'slow' is not known. Known are refuse, unavailable, hang.")]
    [InlineData("rules add", "rules add: say what the client gets")]
    [InlineData("rules add file --fault X", "rules add: a file describes the whole rule.")]
    [InlineData("rules add nowhere.json", "'nowhere.json' cannot be read: ")]
    [InlineData("rules rm", "rules rm: say which rules")]
    [InlineData("leaks --expired", "leaks: --expired goes with --assert")]
    [InlineData("completion tcsh", "completion: 'tcsh' is no shell that this program knows. Known are bash, zsh, fish.")]
    [InlineData("serve sessions", "'sessions' is neither an option nor a command")]
    [InlineData("serve healthcheck", "serve and healthcheck cannot go together.")]
    public async Task What_cannot_be_understood_ends_with_2_and_says_why(string line, string said)
    {
        var ran = await _host.RunAsync(line);

        Assert.Equal((2, ""), (ran.Code, ran.Output));
        Assert.Contains(said, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_two_dashes_nothing_is_an_option()
    {
        var ran = await _host.RunAsync("users rm -- --json");

        Assert.Equal(1, ran.Code);
        Assert.Contains("--json", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_of_one_name_takes_a_value_everywhere_or_nowhere()
    {
        var kinds = new Dictionary<string, bool>(StringComparer.Ordinal);
        Assert.All(Leaves(Root()), command => Assert.All(command.Options, option =>
        {
            var takes = option.Arity.MaximumNumberOfValues > 0;
            Assert.Equal(takes, kinds.GetValueOrDefault(option.Name, takes));
            kinds[option.Name] = takes;
        }));
    }

    [Fact]
    public async Task Every_command_has_help_with_examples_that_it_understands()
    {
        foreach (var command in Leaves(Root()).Cast<AdminCommand>())
        {
            var path = string.Join(' ', PathOf(command));
            var ran = await _host.RunAsync($"{path} --help");
            Assert.Equal((0, ""), (ran.Code, ran.Error));
            Assert.Contains(command.Description!.Split(' ')[0], ran.Output, StringComparison.Ordinal);
            Assert.Contains("Examples:", ran.Output, StringComparison.Ordinal);
            Assert.NotEmpty(command.Examples);
            foreach (var (line, _) in command.Examples)
            {
                var words = line.Split('<', '>')[0].Trim().Split(' ').Select(static word => word.Trim('\'', '"')).ToArray();
                var read = CommandArguments.Read(words, Root());
                Assert.Empty(read.Errors);
                Assert.Empty(Root().Parse(read.Arguments).Errors);
                Assert.StartsWith(path, line, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task The_help_of_the_program_names_every_command()
    {
        var help = (await _host.RunAsync("--help")).Output;

        Assert.All(AdminCommands.Names, name => Assert.Contains($"\n  {name} ", help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_service_is_found_by_the_file_in_its_data_directory()
    {
        _host.Environment.Remove("VIMSESSION_ADMIN_URL");
        _host.Environment.Remove("VIMSESSION_ADMIN_TOKEN");
        Assert.Equal(3, (await _host.RunAsync("sessions ls")).Code);
        using (_host.WriteAdminFile(Path.Combine(_host.Directory.Path, "vim-session-service")))
            Assert.Equal(0, (await _host.RunAsync("sessions ls")).Code);
        var other = Path.Combine(_host.Directory.Path, "other");
        using (_host.WriteAdminFile(other))
        {
            Assert.Equal(0, (await _host.RunAsync(["--data-directory", other, "sessions", "ls"])).Code);
            Assert.Equal(0, (await _host.RunAsync(["sessions", "ls", "--admin-url", _host.Url.ToString(), "--data-directory", other])).Code);
            _host.Environment["VIMSESSION_DATA_DIRECTORY"] = other;
            Assert.Equal(0, (await _host.RunAsync("sessions ls")).Code);
        }

        Assert.Equal(3, (await _host.RunAsync("sessions ls")).Code);
        Assert.False(Directory.Exists(Path.Combine(_host.Directory.Path, "never")));
        Assert.Equal(3, (await _host.RunAsync(["sessions", "ls", "--data-directory", Path.Combine(_host.Directory.Path, "never")])).Code);
        Assert.False(Directory.Exists(Path.Combine(_host.Directory.Path, "never")));
    }

    [Fact]
    public async Task A_URL_may_be_given_without_its_path()
    {
        Assert.Equal(0, (await _host.RunAsync($"sessions ls --admin-url {new Uri(_host.Url, "/")}")).Code);
        Assert.Equal(2, (await _host.RunAsync("sessions ls --admin-url 127.0.0.1:8990")).Code);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_ends_with_3()
    {
        var port = TestPorts.Take();

        var ran = await _host.RunAsync($"clock show --admin-url http://127.0.0.1:{port}");

        Assert.Equal(3, ran.Code);
        Assert.StartsWith($"No service answers at http://127.0.0.1:{port}/admin/v1: ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_admin_API_ends_with_3()
    {
        var ran = await _host.RunAsync($"clock show --admin-url {_host.Client.BaseAddress}nothing");

        Assert.Equal(3, ran.Code);
        Assert.Contains("is no admin API of this service", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_coloured_on_a_terminal_alone_and_not_where_NO_COLOR_is_set()
    {
        Assert.Equal("\e[1mA\e[0m\nx\n", Written(isTerminal: true));
        Assert.Equal("A\nx\n", Written(isTerminal: false));
        Assert.Equal("A\nx\n", Written(isTerminal: true, ("NO_COLOR", "1")));
        Assert.Equal("A\nx\n", Written(isTerminal: true, ("TERM", "dumb")));
    }

    [Fact]
    public async Task A_password_that_is_asked_for_has_to_be_typed_twice_alike()
    {
        var answers = new Queue<string>(["one", "two"]);
        await using StringWriter output = new(), error = new();
        var surroundings = Surroundings(output, error) with { AskSecret = _ => answers.Dequeue() };

        Assert.Equal(2, await AdminCommands.RunAsync(["users", "passwd", "svc@vsphere.local"], surroundings, TestContext.Current.CancellationToken));
        Assert.Contains("The two passwords differ.", error.ToString(), StringComparison.Ordinal);
        answers = new Queue<string>(["one", "one"]);
        Assert.Equal(0, await AdminCommands.RunAsync(["users", "passwd", "svc@vsphere.local"], surroundings, TestContext.Current.CancellationToken));
        Assert.Equal(200, await _host.StatusOfLoginAsync("svc@vsphere.local", "one"));
    }

    private CommandSurroundings Surroundings(TextWriter output, TextWriter error) => new() { Environment = _host.Environment, Input = TextReader.Null, Output = output, Error = error };

    private string Written(bool isTerminal, params (string Name, string Value)[] environment)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var surroundings = Surroundings(output, output) with { IsOutputTerminal = isTerminal, Environment = environment.ToDictionary() };
        new CommandOutput(output, output, isJson: false, CommandOutput.IsColoured(surroundings)).Table(new Table(["A"], [["x"]]), "none");
        return output.ToString();
    }

    private RootCommand Root() => AdminCommands.CreateRoot(Surroundings(TextWriter.Null, TextWriter.Null));

    private static IEnumerable<Command> Leaves(Command command) => command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Leaves);

    private static IEnumerable<string> PathOf(Command command) => command is RootCommand ? [] : [.. command.Parents.OfType<Command>().SelectMany(PathOf), command.Name];
}
