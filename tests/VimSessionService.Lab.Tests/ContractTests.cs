using System.Net;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Contracts.Calls;
using VimSessionService.Contracts.Sessions;
using VimSessionService.Contracts.Users;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Tables;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Endpoint.Tests;
using VimSessionService.Lab.Accounts;
using VimSessionService.Lab.Answers;
using VimSessionService.Lab.Journal;
using VimSessionService.Lab.Leaks;
using VimSessionService.Lab.Rules;
using VimSessionService.ManagedObjects;
using VimSessionService.ManagedObjects.Registration;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Lab.Tests;

public sealed class CallJournalContractTests : CallObserverContract
{
    protected override ICallObserver CreateObserver()
    {
        var time = new FakeTimeProvider();
        var history = SessionHistoryContractTests.Create(time);
        return new CallJournal(new JournalOptions(), history, new CallDiagnoser(history, new AccountDirectory([])), new AccountDirectory([]), time);
    }
}

public sealed class SessionHistoryContractTests : SessionObserverContract
{
    internal static SessionHistory Create(TimeProvider time) => new(new SessionTokenIssuer(time), new SessionLimits(), time);

    protected override ISessionObserver CreateObserver() => Create(new FakeTimeProvider());
}

public sealed class SessionLedgerContractTests : SessionObserverContract
{
    protected override ISessionObserver CreateObserver() => new SessionLedger(new AccountDirectory([]), new FakeTimeProvider());
}

public sealed class SessionLedgerCallContractTests : CallObserverContract
{
    protected override ICallObserver CreateObserver() => new SessionLedger(new AccountDirectory([]), new FakeTimeProvider());
}

public sealed class LockoutCredentialValidatorContractTests : CredentialValidatorContract
{
    protected override ICredentialValidator CreateValidator(string userName, string password)
    {
        var accounts = new AccountDirectory([new Account { Name = AccountName.Parse(userName), Password = new PlainPassword(password) }]);
        return new LockoutCredentialValidator(accounts, new AccountLocks(new FakeTimeProvider()), new LocalTableChanges(), new PasswordCredentialValidator(accounts));
    }
}

public sealed class RuleStepContractTests : CallStepContract<DecodedCall>
{
    private static readonly ManagedObjectReference Target = new("SessionManager", "SessionManager");

    /// <summary>A step with one rule, which answers every request.</summary>
    internal static RuleStep Create(RuleAnswer answer)
    {
        var (product, time) = (new ServedProduct { RootFolder = new ManagedObjectReference("Folder", "group-d1") }, new FakeTimeProvider());
        var rules = new RuleBook(product, time, TestDoors.Table);
        rules.Replace([new RuleSpec { Answer = answer }]);
        return new RuleStep(rules, product, new StubRunner(new ServiceObjects(new ManagedObjectRegistry([]), [])), time);
    }

    protected override ICallStep<DecodedCall> CreateStep() => Create(new RuleAnswer { Fault = new FaultSpec { Type = "InvalidState" } });

    protected override DecodedCall CreateCall(int number, CancellationToken cancelled)
    {
        var client = new ClientInfo(new IPAddress([10, 0, 0, (byte)number]), $"client-{number}");
        var head = new RequestHead { Door = "soap", Client = client, Operation = "Logout", Version = ApiVersions.Default };
        var context = new CallContext(head, session: null, cancelled)
        {
            Budget = new RequestBudget(new ServiceLimits(new WorkLimits()), client.Address, cancelled),
            Scopes = new SessionScopes(),
        };
        return new DecodedCall(context, new UnimplementedObject(Target, VimCatalog.Declared), arguments: null);
    }

    protected override void AssertDone(DecodedCall call, Exception? failure)
    {
        Assert.IsType<InvalidState>(Assert.IsType<VimFaultException>(failure).Fault);
        Assert.StartsWith("rule ", call.Intervention!.By, StringComparison.Ordinal);
    }
}

public sealed class RuleRequestStepContractTests : RequestStepContract
{
    protected override IRequestStep CreateStep() => RuleStepContractTests.Create(new RuleAnswer { Status = 503 });

    protected override DoorRequest CreateRequest(int number) => new("sts", "sts.Issue", Path: null, new TestExchange { From = $"10.0.0.{number}" });
}
