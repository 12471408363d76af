using System.Text.Json;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Core;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Lab.Answers;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Lab.Rules;

/// <summary>Checks the specifications of rules, and makes what can be applied of them. A rule that could never be applied is refused.</summary>
/// <param name="product">The version of the API that calls can be made in.</param>
/// <param name="catalog">The types and methods that the service knows.</param>
/// <param name="table">The doors.</param>
internal sealed class RuleCompiler(ServedProduct product, VimCatalog catalog, DoorTable table)
{
    /// <summary>How many values one condition may have.</summary>
    public const int MostValues = 100;

    private const int LongestValue = 512;
    private const int LongestBody = 64 * 1024;

    private static readonly TimeSpan LongestLatency = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(366);

    /// <summary>What a rule does, once its specification is found to be right.</summary>
    /// <exception cref="RefusedException">It is not.</exception>
    public RuleEffect Compile(RuleSpec spec)
    {
        if (spec.Id is { } id && !GivenNames.IsName(id))
            throw new RefusedException("id", GivenNames.Wrong);
        RequireWithin(spec.ExpiresAfter, LongestLife, "expiresAfter");
        CheckCount(spec.Calls);
        CheckAnswer(spec.Answer);
        CheckConditions(spec.When, PlaceOfCall(spec));
        var methods = MethodsOf(spec);
        CheckArguments(spec.When?.Arguments, methods);
        var fault = spec.Answer.Fault is { } given ? FaultAnswer.Read(given, "answer/fault", catalog) : null;
        return new RuleEffect(spec.Answer, fault, StubsOf(spec, methods));
    }

    private static void CheckCount(RuleCount? count)
    {
        if (count is null)
            return;
        if (count.After < 0)
            throw new RefusedException("calls/after", "is negative");
        if (count.Times < 1)
            throw new RefusedException("calls/times", "is less than 1, so the rule would never be applied");
        if (count.Probability is { } probability && !(probability is > 0 and <= 1))
            throw new RefusedException("calls/probability", "is not above 0 and up to 1");
    }

    private static void CheckAnswer(RuleAnswer answer)
    {
        object?[] kinds = [answer.Fault, answer.Status, answer.Connection, answer.Stub, answer.Stubs];
        var given = kinds.Count(static kind => kind is not null);
        if (given > 1)
            throw new RefusedException("answer", "has more than one of fault, status, connection, stub and stubs");
        if (given == 0 && answer.Latency is null)
            throw new RefusedException("answer", "has nothing for the client to get", ["fault", "status", "connection", "stub", "stubs", "latency"]);
        if (answer.Status is < 200 or > 599)
            throw new RefusedException("answer/status", "is not from 200 to 599");
        if (answer.Body is not null && answer.Status is null or 204 or 304)
            throw new RefusedException("answer/body", answer.Status is null ? "needs a status" : "cannot be sent with this status");
        if (answer.Body?.Length > LongestBody)
            throw new RefusedException("answer/body", $"has more than {LongestBody} characters");
        if (answer.ContentType is { } type && (answer.Body is null || type.Length is 0 or > 128 || type.Any(static c => c is < ' ' or > '~')))
            throw new RefusedException("answer/contentType", answer.Body is null ? "needs a body" : "is no type of content, such as text/xml; charset=utf-8");
        if (answer.Bytes is not null && answer.Connection is not (ConnectionFailure.HalfSent or ConnectionFailure.Truncated))
            throw new RefusedException("answer/bytes", "needs connection to be halfSent or truncated");
        if (answer.Bytes < 0)
            throw new RefusedException("answer/bytes", "is negative");
        RequireWithin(answer.Latency, LongestLatency, "answer/latency");
        if (answer.Jitter is not null && answer.Latency is null)
            throw new RefusedException("answer/jitter", "needs a latency");
        if (answer.Jitter > answer.Latency)
            throw new RefusedException("answer/jitter", "is longer than the latency");
    }

    private static void RequireWithin(TimeSpan? time, TimeSpan longest, string place)
    {
        if (time <= TimeSpan.Zero)
            throw new RefusedException(place, "is not longer than zero");
        if (time > longest)
            throw new RefusedException(place, $"is longer than {longest.TotalDays:0} days");
    }

    /// <summary>What of a rule is for calls of the API alone; null where nothing is.</summary>
    private static string? PlaceOfCall(RuleSpec spec) => spec switch
    {
        { Answer.Fault: not null } => "answer/fault",
        { Answer.Stub: not null } => "answer/stub",
        { Answer.Stubs: not null } => "answer/stubs",
        { When.Arguments: not null } => "when/arguments",
        _ => null,
    };

    private void CheckConditions(RuleConditions? when, string? call)
    {
        if (when is null)
            return;
        Check(when.Doors, "doors", CheckDoor);
        var doors = (when.Doors ?? table.Names).Select(name => table.Find(name)!).ToArray();
        if (call is not null && !doors.Any(static door => door.HasFaults))
            throw new RefusedException(call, "can only be answered to calls of the API", table.WithFaults);
        Check(when.Types, "types", (type, place) =>
        {
            if (catalog.FindManagedType(type) is null)
                throw Unknown(place, type, "is no type of managed objects", [.. VimManagedTypes.All.Select(static known => known.Name)]);
        });
        if (when.Types is not null && !doors.Any(static door => door.HasFaults))
            throw new RefusedException("when/types", "needs a door whose requests are for objects of the API");
        Check(when.Operations, "operations", (operation, place) => CheckOperation(operation, place, doors, when.Types));
        Check(when.Objects, "objects", null);
        Check(when.Users, "users", static (user, place) =>
        {
            if (!AccountName.TryParse(user, out _))
                throw new RefusedException(place, "is no user name. Write alice@example.com, EXAMPLE\\alice or alice");
        });
        Check(when.Sessions, "sessions", static (key, place) =>
        {
            if (!Guid.TryParseExact(key, "D", out _))
                throw new RefusedException(place, "is no key of a session, such as 52a5a2c5-5a5b-7b7c-9d9e-0f1f2f3f4f5f");
        });
        Check(when.UserAgents, "userAgents", null);
    }

    private void CheckDoor(string door, string place)
    {
        if (table.Find(door) is null)
            throw Unknown(place, door, "is no door", table.Names);
    }

    private void CheckOperation(string operation, string place, Door[] doors, IReadOnlyList<string>? types)
    {
        var names = doors.SelectMany(static door => door.Operations).ToList();
        if (names.Contains(operation))
            return;
        var takesCalls = doors.Any(static door => door.HasFaults);
        if (takesCalls)
            names.AddRange(catalog.AllMethods.Where(name => catalog.FindMethod(name)!.Since <= product.ApiVersion));
        if (!takesCalls || catalog.FindMethod(operation) is not { } method)
            throw Unknown(place, operation, doors.Length == table.All.Count ? "is no operation" : "is no operation of the doors that are named", names);
        if (method.Since > product.ApiVersion)
            throw new RefusedException(place, $"came with version {method.Since.Name()} of the API, and the service has {product.ApiVersion.Name()}");
        if (types is not null && !types.Any(type => catalog.FindManagedType(type)!.Is(method.Receiver) || catalog.FindManagedType(method.Receiver)!.Is(type)))
            throw new RefusedException(place, $"is a method of {method.Receiver}, which the types that are named are not");
    }

    private static void Check(IReadOnlyList<string>? values, string name, Action<string, string>? check)
    {
        if (values is null)
            return;
        if (values.Count == 0)
            throw new RefusedException($"when/{name}", "is empty, so the rule would never be applied. Leave it out for any");
        if (values.Count > MostValues)
            throw new RefusedException($"when/{name}", $"has more than {MostValues} values");
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Length is 0 or > LongestValue)
                throw new RefusedException($"when/{name}/{i}", values[i].Length == 0 ? "is empty" : $"has more than {LongestValue} characters");
            check?.Invoke(values[i], $"when/{name}/{i}");
        }
    }

    /// <summary>The methods of a rule that looks at arguments or answers for a method; none for another rule.</summary>
    private VimMethod[] MethodsOf(RuleSpec spec)
    {
        if (spec is { When.Arguments: null, Answer: { Stub: null, Stubs: null } } or { When: null, Answer: { Stub: null, Stubs: null } })
            return [];
        var what = spec.When?.Arguments is null ? "answer" : "when/arguments";
        if (spec.When?.Operations is not { } operations)
            throw new RefusedException(what, "needs operations: the methods of the API that it is for");
        return [.. operations.Select((operation, i) => catalog.FindMethod(operation) ?? throw new RefusedException($"when/operations/{i}", "is no method of the API, so that it has neither arguments nor a result"))];
    }

    private void CheckArguments(IReadOnlyDictionary<string, JsonElement>? arguments, VimMethod[] methods)
    {
        if (arguments is null)
            return;
        if (arguments.Count is 0 or > MostValues)
            throw new RefusedException("when/arguments", arguments.Count == 0 ? "is empty. Leave it out for any" : $"has more than {MostValues} values");
        foreach (var (path, wanted) in arguments)
        {
            if (path.Length > LongestValue || wanted.GetRawText().Length > LongestBody)
                throw new RefusedException("when/arguments", $"has a path of more than {LongestValue} characters, or a value of more than {LongestBody}");
            foreach (var method in methods)
                ArgumentCondition.Check(path, wanted, method, catalog, $"when/arguments/{path}");
        }
    }

    private StubAnswer[] StubsOf(RuleSpec rule, VimMethod[] methods)
    {
        var (answer, type) = (rule.Answer, rule.When?.Types is [var only] ? only : null);
        if (answer.Stub is { } single)
            return [StubOf(single, methods, type, "answer/stub")];
        if (answer.Stubs is not { } several)
            return [];
        if (several.Count is 0 or > MostValues)
            throw new RefusedException("answer/stubs", several.Count == 0 ? "is empty. Give it one for each time, of which the last stays" : $"has more than {MostValues} answers");
        if (several.Sum(SizeOf) > LongestBody)
            throw new RefusedException("answer/stubs", $"has more than {LongestBody} characters");
        return [.. several.Select((stub, i) => StubOf(stub, methods, type, $"answer/stubs/{i}"))];
    }

    private StubAnswer StubOf(StubSpec spec, VimMethod[] methods, string? type, string place) => SizeOf(spec) > LongestBody
        ? throw new RefusedException(place, $"has more than {LongestBody} characters")
        : StubAnswer.Read(spec, methods, type, place, catalog);

    private static int SizeOf(StubSpec spec) => JsonSerializer.SerializeToUtf8Bytes(spec, AdminJson.Default.StubSpec).Length;

    private static RefusedException Unknown(string place, string name, string what, IReadOnlyList<string> known) => new(place, $"{what}.{NearestNames.Hint(name, known)}", known);
}
