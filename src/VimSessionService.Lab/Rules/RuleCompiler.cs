using System.Text.Json;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Core;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Lab.Rules;

/// <summary>Checks the specifications of rules, and makes what can be applied of them. A rule that could never be applied is refused.</summary>
/// <param name="product">The version of the API that calls can be made in.</param>
internal sealed class RuleCompiler(ServedProduct product)
{
    /// <summary>How many values one condition may have.</summary>
    public const int MostValues = 100;

    private const int LongestValue = 512;
    private const int LongestBody = 64 * 1024;

    private static readonly TimeSpan LongestLatency = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(366);

    private static readonly JsonElement NoFields = JsonElement.Parse("{}");

    /// <summary>Stands for the object of the call.</summary>
    private static readonly JsonElement SomeObject = JsonElement.Parse("""{"obj":"ManagedEntity:of-the-call"}""");

    /// <summary>The faults of the API.</summary>
    private static readonly Lazy<IReadOnlyList<string>> Faults = new(static () =>
        [.. VimTypes.Names.Where(static name => VimTypes.Find(name)!.Is(MethodFault.Schema)).Order(StringComparer.Ordinal)]);

    /// <summary>What a rule does, once its specification is found to be right.</summary>
    /// <exception cref="RefusedException">It is not.</exception>
    public RuleEffect Compile(RuleSpec spec)
    {
        if (spec.Id is { } id && !GivenNames.IsName(id))
            throw new RefusedException("id", GivenNames.Wrong);
        RequireWithin(spec.ExpiresAfter, LongestLife, "expiresAfter");
        CheckCount(spec.Calls);
        CheckAnswer(spec.Answer);
        CheckConditions(spec.When, spec.Answer.Fault is not null);
        var (fault, isAboutTarget) = spec.Answer.Fault is { } given ? FaultOf(given) : default;
        return new RuleEffect(spec.Answer, fault, isAboutTarget);
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
        var kinds = (answer.Fault is null ? 0 : 1) + (answer.Status is null ? 0 : 1) + (answer.Connection is null ? 0 : 1);
        if (kinds > 1)
            throw new RefusedException("answer", "has more than one of fault, status and connection");
        if (kinds == 0 && answer.Latency is null)
            throw new RefusedException("answer", "has nothing for the client to get", ["fault", "status", "connection", "latency"]);
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

    private void CheckConditions(RuleConditions? when, bool hasFault)
    {
        if (when is null)
            return;
        Check(when.Doors, "doors", CheckDoor);
        var doors = (when.Doors ?? Doors.Names).Select(static name => Doors.Find(name)!).ToArray();
        if (hasFault && !doors.Any(static door => door.HasFaults))
            throw new RefusedException("answer/fault", "can only be answered to calls of the API", [.. Doors.All.Where(static door => door.HasFaults).Select(static door => door.Name)]);
        Check(when.Types, "types", static (type, place) =>
        {
            if (VimManagedTypes.Find(type) is null)
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

    private static void CheckDoor(string door, string place)
    {
        if (Doors.Find(door) is null)
            throw Unknown(place, door, "is no door", Doors.Names);
    }

    private void CheckOperation(string operation, string place, Door[] doors, IReadOnlyList<string>? types)
    {
        var names = doors.SelectMany(static door => door.Operations).ToList();
        if (names.Contains(operation))
            return;
        var takesCalls = doors.Any(static door => door.HasFaults);
        if (takesCalls)
            names.AddRange(VimManagedTypes.All.SelectMany(static type => type.Methods).Where(method => method.Since <= product.ApiVersion).Select(static method => method.Name));
        if (!takesCalls || VimManagedTypes.FindMethod(operation) is not { } method)
            throw Unknown(place, operation, doors.Length == Doors.All.Count ? "is no operation" : "is no operation of the doors that are named", names);
        if (method.Since > product.ApiVersion)
            throw new RefusedException(place, $"came with version {method.Since.Name()} of the API, and the service has {product.ApiVersion.Name()}");
        if (types is not null && !types.Any(type => VimManagedTypes.Find(type)!.Is(method.Receiver) || VimManagedTypes.Find(method.Receiver)!.Is(type)))
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

    private static (MethodFault Fault, bool IsAboutTarget) FaultOf(FaultSpec given)
    {
        if (VimTypes.Find(given.Type) is not { } type || !type.Is(MethodFault.Schema))
            throw Unknown("answer/fault/type", given.Type, "is no fault of the API", Faults.Value);
        if (given.Message is { Length: 0 or > 4096 })
            throw new RefusedException("answer/fault/message", "has not 1 to 4096 characters");
        var isBare = given.Fields is not { } fields || (fields.ValueKind == JsonValueKind.Object && !fields.EnumerateObject().Any());
        var isAboutTarget = isBare && type == ManagedObjectNotFound.Schema;
        var read = JsonFieldReader.Read(isAboutTarget ? SomeObject : given.Fields ?? NoFields, type, "answer/fault/fields");
        return ((MethodFault)read, isAboutTarget);
    }

    private static RefusedException Unknown(string place, string name, string what, IReadOnlyList<string> known) => new(place, $"{what}.{NearestNames.Hint(name, known)}", known);
}
