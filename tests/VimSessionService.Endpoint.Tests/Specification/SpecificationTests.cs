using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VimSessionService.Core.Directory;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Specification;

/// <summary>Method by fault and property by caller, as the specification of SessionManager has them, and the page that says so.</summary>
public sealed partial class SpecificationTests
{
    /// <summary>The properties with the privilege that the specification asks for.</summary>
    public static TheoryData<string, string> Properties => new()
    {
        { "sessionList", "Sessions.TerminateSession" },
        { "currentSession", "System.Anonymous" },
        { "message", "System.View" },
        { "messageLocaleList", "System.Anonymous" },
        { "supportedLocaleList", "System.Anonymous" },
        { "defaultLocale", "System.Anonymous" },
    };

    public static TheoryData<int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < FaultTable.Cases.Count; i++)
                data.Add(i, $"{FaultTable.Cases[i].Method}: {FaultTable.Cases[i].How}");
            return data;
        }
    }

    /// <summary>
    /// The cases that can occur by VI-JSON: not those of tokens, which come in the security header of SOAP and have no place in VI-JSON, and not that of a client of
    /// a version before 7.0, which has no release of VI-JSON.
    /// </summary>
    public static TheoryData<int, string> CasesOfViJson => new(
        from row in Cases
        let name = row.Data.Item2
        where (!name.StartsWith("LoginByToken:", StringComparison.Ordinal) || name == "LoginByToken: no token")
            && !name.StartsWith("LoginExtensionBySubjectName: an unknown extension, ", StringComparison.Ordinal)
        select (row.Data.Item1, name));

    public static TheoryData<string> Methods => [.. FaultTable.OfSpecification.Select(method => method.Method)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_call_answers_the_fault_that_the_specification_names(int index, string name)
    {
        var expected = FaultTable.Cases[index];
        Assert.StartsWith(expected.Method, name, StringComparison.Ordinal);
        using var world = new SpecificationWorld();

        var answer = await expected.CallAsync(world);

        if (expected.Fault.Length == 0)
        {
            Assert.Equal(200, answer.Status);
            Assert.Contains($"<{expected.Method}Response xmlns=\"urn:vim25\">", answer.Answer, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(500, answer.Status);
        Assert.Contains($"<{expected.Fault}Fault xmlns=\"urn:vim25\" xsi:type=\"{expected.Fault}\">", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(CasesOfViJson))]
    public async Task A_call_answers_the_same_by_vi_json(int index, string name)
    {
        var expected = FaultTable.Cases[index];
        Assert.StartsWith(expected.Method, name, StringComparison.Ordinal);
        using var world = new SpecificationWorld { IsViJson = true };

        var answer = await expected.CallAsync(world);

        if (expected.Fault.Length == 0)
            Assert.InRange(answer.Status, 200, 204);
        else
            Assert.Equal((500, expected.Fault), (answer.Status, (string?)JsonNode.Parse(answer.AnswerBytes)!["_typeName"]));
    }

    [Fact]
    public void The_table_has_every_method_of_the_API_and_every_fault_of_the_specification()
    {
        Assert.Equal(
            VimManagedTypes.SessionManager.Methods.Where(method => method.IsPublished).Select(method => method.Name).Order(StringComparer.Ordinal),
            FaultTable.OfSpecification.Select(method => method.Method).Order(StringComparer.Ordinal));
        var shown = FaultTable.Cases.Select(known => $"{known.Method}:{known.Fault}").ToHashSet(StringComparer.Ordinal);
        foreach (var (method, faults) in FaultTable.OfSpecification)
        {
            foreach (var fault in faults)
                Assert.True(shown.Contains($"{method}:{fault}") != FaultTable.NotMet.ContainsKey($"{method}:{fault}"), $"{method} answers {fault}: by a case, or not at all for a reason");
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_compatibility_page_names_the_very_faults_of_the_table(string method)
    {
        var row = CompatibilityPageTests.Row(method);
        var named = FaultName().Matches(row[2]).Select(match => match.Value).Where(name => VimTypes.Find(name) is { } type && type.Is(MethodFault.Schema));
        var shown = FaultTable.Cases.Where(known => known.Method == method && known.Fault.Length > 0).Select(known => known.Fault);
        Assert.Equal(shown.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), named.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public async Task A_property_is_read_by_those_who_may(string property, string privilege)
    {
        using var world = new SpecificationWorld();
        var isOpen = privilege == "System.Anonymous";

        // Without a session: what needs none has its value, or is unset; the rest is the fault that names the privilege.
        var anonymous = await world.Service.CallAsync(TestService.Fetch(property));
        Assert.Equal(isOpen ? 200 : 500, anonymous.Status);
        Assert.Equal(isOpen && property != "currentSession", anonymous.Answer.Contains("<returnval xsi:type=", StringComparison.Ordinal));
        if (!isOpen)
            Assert.Contains($"xsi:type=\"NotAuthenticated\"><object type=\"Folder\">group-d1</object><privilegeId>{privilege}</privilegeId>", anonymous.Answer, StringComparison.Ordinal);

        // A session that has lost every privilege.
        var lesser = await world.Service.LoginAsync("reader", "s3cret-R");
        world.Service.Get<PermissionTable>().Replace(world.Service.Get<PermissionTable>().All.Where(entry => entry.Principal.Name != "reader"));
        var denied = await world.Service.CallAsync(TestService.Fetch(property), lesser);
        Assert.Equal(isOpen ? 200 : 500, denied.Status);
        Assert.Equal(isOpen, denied.Answer.Contains("<returnval xsi:type=", StringComparison.Ordinal));
        if (!isOpen)
            Assert.Contains($"xsi:type=\"NoPermission\"><object type=\"Folder\">group-d1</object><privilegeId>{privilege}</privilegeId>", denied.Answer, StringComparison.Ordinal);

        var granted = await world.Service.CallAsync(TestService.Fetch(property), await world.Service.LoginAsync());
        Assert.Equal(200, granted.Status);
        Assert.Contains("<returnval xsi:type=", granted.Answer, StringComparison.Ordinal);
    }

    [GeneratedRegex("[A-Z][A-Za-z]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FaultName();
}
