using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>rbvmomi, VMware's client for Ruby.</summary>
public abstract class RbvmomiFacts(ScriptRuns runs)
{
    [Fact]
    public Task Sessions() => runs.AssertAsync("rbvmomi/session.rb", 42);

    [Fact]
    public Task Tickets_and_settings() => runs.AssertAsync("rbvmomi/tickets.rb", 26);

    [Fact]
    public Task Events() => runs.AssertAsync("rbvmomi/events.rb", 23);

    [Fact]
    public Task Roles_and_permissions() => runs.AssertAsync("rbvmomi/authorization.rb", 33);

    [Fact]
    public Task Changes_as_they_happen() => runs.AssertAsync("rbvmomi/updates.rb", 19);

    [Fact]
    public Task Views_and_searches() => runs.AssertAsync("rbvmomi/views.rb", 28);

    [Fact]
    public Task Extensions() => runs.AssertAsync("rbvmomi/extensions.rb", 31);

    [Fact]
    public Task Local_tickets() => runs.AssertAsync("rbvmomi/local_tickets.rb", 6);

    [Fact]
    public Task Tokens() => runs.AssertAsync("rbvmomi/token_login.rb", 11);

    [Fact]
    public Task Security_contexts() => runs.AssertAsync("rbvmomi/sspi.rb", 9);

    [Fact]
    public async Task Every_method_was_called_by_a_script_and_answered() => Assert.Empty(MethodTableTests.All.Except(await runs.CalledAsync()));
}

/// <summary>The scripts.</summary>
public abstract class RbvmomiRuns(ReplicatedVCenters? shared) : ScriptRuns(new ClientProgram("ruby-rbvmomi", ["/usr/bin/ruby", "ruby"], ["-e", "require 'rbvmomi'"]), "Ruby", shared)
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Usual => ["rbvmomi/session.rb", "rbvmomi/tickets.rb", "rbvmomi/events.rb", "rbvmomi/authorization.rb", "rbvmomi/token_login.rb"];

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Whole => ["rbvmomi/updates.rb", "rbvmomi/views.rb", "rbvmomi/extensions.rb", "rbvmomi/local_tickets.rb", "rbvmomi/sspi.rb"];

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, ClientRoute> Routes => new Dictionary<string, ClientRoute>(StringComparer.Ordinal)
    {
        ["rbvmomi/updates.rb"] = ClientRoute.Connections,
        ["rbvmomi/extensions.rb"] = ClientRoute.Connections,
        ["rbvmomi/local_tickets.rb"] = ClientRoute.OneReplica,
    };
}

/// <summary>rbvmomi at services of one process.</summary>
public sealed class RbvmomiTests(OwnRbvmomiRuns runs) : RbvmomiFacts(runs), IClassFixture<OwnRbvmomiRuns>;

/// <summary>rbvmomi at replicas behind a balancer.</summary>
[Collection(ReplicatedVCenters.Name)]
public sealed class ReplicatedRbvmomiTests(ReplicatedRbvmomiRuns runs) : RbvmomiFacts(runs), IClassFixture<ReplicatedRbvmomiRuns>;

/// <summary>The scripts at services of one process.</summary>
public sealed class OwnRbvmomiRuns() : RbvmomiRuns(shared: null);

/// <summary>The scripts at replicas.</summary>
public sealed class ReplicatedRbvmomiRuns(ReplicatedVCenters vCenters) : RbvmomiRuns(vCenters);
