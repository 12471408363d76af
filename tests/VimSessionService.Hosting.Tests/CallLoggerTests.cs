using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VimSessionService.Contracts.Calls;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Hosting.Tests;

public sealed class CallLoggerContractTests : CallObserverContract
{
    protected override ICallObserver CreateObserver() => new CallLogger(LoggerFactory.Create(static logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new CallLoggerTests.Events())), logsCalls: true);
}

/// <summary>The log of calls as any provider of Microsoft.Extensions.Logging gets it.</summary>
public sealed class CallLoggerTests
{
    [Fact]
    public async Task A_call_is_one_event_with_what_there_is_to_say()
    {
        using var log = new Events();
        await using var app = await SomeHost.StartAsync(before: services => services.AddLogging(logging => logging.AddProvider(log)));

        await app.LoginAsync("mall\u202eory", "wrong");

        var (level, text, properties, error) = Assert.Single(log.Calls);
        Assert.Equal((LogLevel.Information, null), (level, error));
        Assert.Equal(
            ["Operation", "HttpStatus", "Milliseconds", "ClientAddress", "Door", "FaultType", "Reason", "{OriginalFormat}"], properties.Select(static property => property.Key));
        Assert.Equal("Login", properties[0].Value);
        Assert.Equal(500, properties[1].Value);
        Assert.StartsWith("Login 500 in ", text, StringComparison.Ordinal);
        Assert.EndsWith(" FaultType=\"InvalidLogin\" Reason=\"mallory at 255.255.255.255: wrong user name or password\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_the_service_is_logged_with_its_exception_also_where_calls_are_not()
    {
        using var log = new Events();
        await using var app = await SomeHost.StartAsync(
            static options => options.LogCalls = false,
            services => services.AddLogging(logging => logging.AddProvider(log)).AddSingleton<ICredentialValidator, Broken>());

        await app.FetchAsync("currentSession", cookie: null);
        await app.LoginAsync("alice", "secret");

        var (level, _, _, error) = Assert.Single(log.Calls);
        Assert.Equal(LogLevel.Error, level);
        Assert.Equal("there is no database", Assert.IsType<InvalidOperationException>(error).Message);
    }

    private sealed class Broken : ICredentialValidator
    {
        public ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("there is no database");
    }

    internal sealed class Events : ILoggerProvider, ILogger
    {
        public List<(LogLevel Level, string Text, IReadOnlyList<KeyValuePair<string, object?>> Properties, Exception? Error)> Calls { get; } = [];

        public ILogger CreateLogger(string categoryName) => categoryName == "VimSessionService.Calls" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Calls)
                Add(logLevel, state, exception, formatter);
        }

        private void Add<TState>(LogLevel logLevel, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Calls.Add((logLevel, formatter(state, exception), Assert.IsAssignableFrom<IReadOnlyList<KeyValuePair<string, object?>>>(state).ToList(), exception));

        public void Dispose()
        {
        }
    }
}
