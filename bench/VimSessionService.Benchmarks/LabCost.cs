using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Admin;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Endpoint;
using VimSessionService.Hosting;
using VimSessionService.Lab.Rules;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Servers;
using VimSessionService.Web;

namespace VimSessionService.Benchmarks;

/// <summary>
/// What rules and the journal cost a call: services with and without them take turns in one process, and the CPU time of the process and what it allocates
/// are measured. The best turn of each counts, since noise makes a turn longer and never shorter. There is no web server in it: see docs/performance.md.
/// </summary>
internal static class LabCost
{
    private const int Turns = 40;
    private const int CallsInTurn = 4_000;
    private const string UserName = "administrator@vsphere.local";
    private const string Password = "bench-only";

    private static readonly byte[] Fetch = Encoding.UTF8.GetBytes(Calls.FetchCurrentSession);
    private static readonly byte[] Login = Encoding.UTF8.GetBytes(Calls.Login(UserName, Password));
    private static readonly byte[] Logout = Encoding.UTF8.GetBytes(Calls.Logout);

    /// <summary>Measures, and prints a table.</summary>
    public static async Task RunAsync()
    {
        Subject[] subjects =
        [
            new("without the admin API", journalCalls: null),
            new("admin API, no journal, no rule", journalCalls: 0),
            new("journal", journalCalls: 10_000),
            new("1,000 rules by operation, no journal", journalCalls: 0, static i => new RuleConditions { Operations = ["Login"], UserAgents = [$"client-{i}"] }),
            new("1,000 rules by user of this operation, no journal", journalCalls: 0, static i => new RuleConditions { Operations = ["Fetch"], Users = [$"user-{i}"] }),
            new("1,000 rules by User-Agent, no journal", journalCalls: 0, static i => new RuleConditions { UserAgents = [$"client-{i}*"] }),
        ];
        foreach (var subject in subjects)
            await subject.PrepareAsync();
        for (var turn = 0; turn < Turns; turn++)
        {
            foreach (var subject in subjects)
                await subject.TurnAsync();
        }

        Console.WriteLine("| service | Fetch, CPU | ÷ first | bytes | Login + Logout, CPU | ÷ first | bytes |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var subject in subjects)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {subject.Name} | {subject.Fetch.Microseconds:0.00} µs | {subject.Fetch.Microseconds / subjects[0].Fetch.Microseconds:0.000} | {subject.Fetch.Bytes:0} | {subject.LoginLogout.Microseconds:0.00} µs | {subject.LoginLogout.Microseconds / subjects[0].LoginLogout.Microseconds:0.000} | {subject.LoginLogout.Bytes:0} |"));
        }
    }

    /// <summary>The least that was measured.</summary>
    private sealed class Least
    {
        public double Microseconds { get; private set; } = double.MaxValue;

        public double Bytes { get; private set; } = double.MaxValue;

        public async Task MeasureAsync(Func<Task> call)
        {
            var (cpu, bytes) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
            for (var i = 0; i < CallsInTurn; i++)
                await call();
            Microseconds = Math.Min(Microseconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / CallsInTurn);
            Bytes = Math.Min(Bytes, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)CallsInTurn);
        }
    }

    private sealed class Subject
    {
        private readonly SdkEndpoint _endpoint;
        private readonly RuleBook? _rules;
        private readonly Func<int, RuleConditions>? _when;
        private string? _cookie;

        public Subject(string name, int? journalCalls, Func<int, RuleConditions>? when = null)
        {
            Name = name;
            _when = when;
            var settings = BenchService.Settings(UserName, Password, maxSessions: 3000);
            var services = new ServiceCollection().AddProgramServices(settings).AddVimSessionService(service => service.Take(settings));
            if (journalCalls is { } calls)
                services.AddVimSessionAdmin(options => options.JournalCalls = calls);
            var provider = services.BuildServiceProvider();
            _endpoint = provider.GetRequiredService<SdkEndpoint>();
            _rules = provider.GetService<RuleBook>();
        }

        public string Name { get; }

        public Least Fetch { get; } = new();

        public Least LoginLogout { get; } = new();

        public async Task PrepareAsync()
        {
            if (_when is not null)
                _rules!.Replace([.. Enumerable.Range(0, RuleMaker.MostRules).Select(i => new RuleSpec { When = _when(i), Answer = new RuleAnswer { Status = 503 } })]);
            _cookie = await CallAsync(Login, null);
        }

        public async Task TurnAsync()
        {
            await Fetch.MeasureAsync(() => CallAsync(LabCost.Fetch, _cookie));
            await LoginLogout.MeasureAsync(async () => await CallAsync(Logout, await CallAsync(Login, null)));
        }

        private async Task<string?> CallAsync(byte[] body, string? cookie)
        {
            await using var request = new MemoryStream(body, writable: false);
            var exchange = new MemoryExchange(request, cookie);
            await _endpoint.HandleAsync(exchange);
            return exchange.Status == 200 ? exchange.Cookie : throw new InvalidOperationException($"The answer is {exchange.Status}");
        }
    }
}
