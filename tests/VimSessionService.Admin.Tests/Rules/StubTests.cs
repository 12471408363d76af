using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace VimSessionService.Admin.Tests.Rules;

/// <summary>What methods answer by stubs, and what is said of stubs that cannot be an answer.</summary>
public sealed class StubTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_method_answers_the_result_of_its_stub_at_each_door()
    {
        await using var host = await StartAsync();
        var (_, _, cookie) = await host.LoginAsync();
        await AddAsync(host, """{"when":{"operations":["QueryHostConnectionInfo","QueryUnownedFiles"]},"answer":{"stub":{"result":["one.vmdk","two.vmdk"]}}}""", HttpStatusCode.BadRequest);
        await AddAsync(host, """{"when":{"operations":["QueryUnownedFiles"]},"answer":{"stub":{"result":["one.vmdk","two.vmdk"]}}}""");

        var soap = await host.CallAsync($"<QueryUnownedFiles xmlns=\"urn:vim25\"><_this type=\"VirtualMachine\">{await MachineAsync(host, cookie)}</_this></QueryUnownedFiles>", cookie);
        var json = await JsonAsync(host, $"VirtualMachine/{await MachineAsync(host, cookie)}/QueryUnownedFiles", "{}");

        Assert.Equal(HttpStatusCode.OK, soap.Status);
        Assert.Contains("<returnval>one.vmdk</returnval><returnval>two.vmdk</returnval>", soap.Content, StringComparison.Ordinal);
        Assert.Equal("""["one.vmdk","two.vmdk"]""", json);
    }

    [Fact]
    public async Task A_result_of_data_objects_may_be_of_a_type_that_extends_the_declared_one()
    {
        await using var host = await StartAsync();
        var (_, _, cookie) = await host.LoginAsync();
        await AddAsync(host, """
            {"when":{"operations":["QueryChangedDiskAreas"]},"answer":{"stub":{"result":
              {"_typeName":"DiskChangeInfo","startOffset":0,"length":4096,"changedArea":[{"start":0,"length":512}]}}}}
            """);

        var answer = await host.CallAsync(
            $"<QueryChangedDiskAreas xmlns=\"urn:vim25\"><_this type=\"VirtualMachine\">{await MachineAsync(host, cookie)}</_this><deviceKey>2000</deviceKey><startOffset>0</startOffset><changeId>*</changeId></QueryChangedDiskAreas>", cookie);

        Assert.Contains("<startOffset>0</startOffset><length>4096</length><changedArea><start>0</start><length>512</length></changedArea>", answer.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_choose_the_answer()
    {
        await using var host = await StartAsync();
        var (_, _, cookie) = await host.LoginAsync();
        await AddAsync(host, Areas("""{"deviceKey":2000,"changeId":"*"}""", 1));
        await AddAsync(host, Areas("""{"$.snapshot":"VirtualMachineSnapshot:snapshot-7"}""", 2));
        await AddAsync(host, Areas("""{"snapshot":null,"deviceKey":2001}""", 3));
        var machine = await MachineAsync(host, cookie);

        Assert.Equal("1", await LengthAsync("<deviceKey>2000</deviceKey><startOffset>0</startOffset><changeId>*</changeId>"));
        Assert.Equal("2", await LengthAsync("<snapshot type=\"VirtualMachineSnapshot\">snapshot-7</snapshot><deviceKey>2001</deviceKey><startOffset>0</startOffset><changeId>*</changeId>"));
        Assert.Equal("3", await LengthAsync("<deviceKey>2001</deviceKey><startOffset>0</startOffset><changeId>*</changeId>"));
        Assert.Equal("NotSupported", await LengthAsync("<deviceKey>2002</deviceKey><startOffset>0</startOffset><changeId>*</changeId>"));
        var miss = (await host.Api.ListRulesAsync(Cancelled)).Rules[0].NearMiss!;
        Assert.Equal(("when.arguments", """deviceKey = 2000, changeId = "*" """.Trim()), (miss.Condition, miss.Expected));

        async Task<string> LengthAsync(string arguments)
        {
            var (_, content, _) = await host.CallAsync($"<QueryChangedDiskAreas xmlns=\"urn:vim25\"><_this type=\"VirtualMachine\">{machine}</_this>{arguments}</QueryChangedDiskAreas>", cookie);
            return content.Contains("NotSupportedFault", StringComparison.Ordinal) ? "NotSupported" : content.Split("<length>")[1].Split('<')[0];
        }

        static string Areas(string arguments, int length) =>
            $"{{\"when\":{{\"operations\":[\"QueryChangedDiskAreas\"],\"arguments\":{arguments}}},\"answer\":{{\"stub\":{{\"result\":{{\"startOffset\":0,\"length\":{length}}}}}}}}}";
    }

    [Fact]
    public async Task Answers_come_in_their_sequence_and_the_last_one_stays_also_after_a_snapshot()
    {
        await using var host = await StartAsync();
        var (_, _, cookie) = await host.LoginAsync();
        await AddAsync(host, """{"when":{"operations":["QueryUnownedFiles"]},"answer":{"stubs":[{"result":["first"]},{"fault":{"type":"TaskInProgress","fields":{"task":"Task:task-1"},"message":"busy"}},{"result":["last"]}]}}""");
        var machine = await MachineAsync(host, cookie);

        Assert.Contains("<returnval>first</returnval>", await AskAsync(), StringComparison.Ordinal);
        var snapshot = await host.Api.TakeSnapshotAsync(Cancelled);
        var fault = await AskAsync();
        Assert.Contains("<faultstring>busy</faultstring>", fault, StringComparison.Ordinal);
        Assert.Contains("<TaskInProgressFault xmlns=\"urn:vim25\" xsi:type=\"TaskInProgress\"><task type=\"Task\">task-1</task></TaskInProgressFault>", fault, StringComparison.Ordinal);
        Assert.Contains("<returnval>last</returnval>", await AskAsync(), StringComparison.Ordinal);
        Assert.Contains("<returnval>last</returnval>", await AskAsync(), StringComparison.Ordinal);
        await host.Api.RestoreSnapshotAsync(snapshot, Cancelled);
        Assert.Contains("<faultstring>busy</faultstring>", await AskAsync(), StringComparison.Ordinal);
        await host.Api.ResetAsync(Cancelled);
        Assert.Empty((await host.Api.ListRulesAsync(Cancelled)).Rules);

        async Task<string> AskAsync() => (await host.CallAsync($"<QueryUnownedFiles xmlns=\"urn:vim25\"><_this type=\"VirtualMachine\">{machine}</_this></QueryUnownedFiles>", cookie)).Content;
    }

    [Fact]
    public async Task Object_arguments_and_privilege_are_checked_first()
    {
        await using var host = await StartAsync();
        var (_, _, cookie) = await host.LoginAsync();
        await AddAsync(host, """{"when":{"operations":["QueryUnownedFiles"]},"answer":{"stub":{"result":["one"]}}}""");
        var machine = await MachineAsync(host, cookie);

        Assert.Contains("NotAuthenticatedFault", (await host.CallAsync(Query("VirtualMachine", machine, ""))).Content, StringComparison.Ordinal);
        Assert.Contains("ManagedObjectNotFoundFault", (await host.CallAsync(Query("VirtualMachine", "vm-none", ""), cookie)).Content, StringComparison.Ordinal);
        Assert.Contains("InvalidRequestFault", (await host.CallAsync(Query("VirtualMachine", machine, "<wings>2</wings>"), cookie)).Content, StringComparison.Ordinal);

        static string Query(string type, string value, string arguments) => $"<QueryUnownedFiles xmlns=\"urn:vim25\"><_this type=\"{type}\">{value}</_this>{arguments}</QueryUnownedFiles>";
    }

    /// <summary>Each wrong rule, the place that is named, and what is said there.</summary>
    public static TheoryData<string, string, string> Wrong => new()
    {
        { Stub("QueryUnownedFiles", """{"result":"one"}"""), "#/answer/stub/result", "is no array" },
        { Stub("QueryUnownedFiles", """{"result":["one",2]}"""), "#/answer/stub/result/1", "is no string" },
        { Stub("QueryChangedDiskAreas", """{"result":{"startOffset":0}}"""), "#/answer/stub/result", "lacks length, which a DiskChangeInfo must have" },
        { Stub("QueryChangedDiskAreas", """{"result":{"startOffset":0,"lenght":1}}"""), "#/answer/stub/result/lenght", "is no field of DiskChangeInfo. Did you mean length?" },
        { Stub("QueryChangedDiskAreas", """{"result":{"startOffset":"0","length":1}}"""), "#/answer/stub/result/startOffset", "is no whole number of 64 bits" },
        { Stub("QueryChangedDiskAreas", """{"result":{"startOffset":0,"length":1,"changedArea":[{"start":0}]}}"""), "#/answer/stub/result/changedArea/0", "lacks length, which a DiskChangeExtent must have" },
        { Stub("QueryChangedDiskAreas", """{"result":{"_typeName":"HostConfigInfo","startOffset":0,"length":1}}"""), "#/answer/stub/result", "has a _typeName that is no type of the API which is, or extends, DiskChangeInfo." },
        { Stub("QueryChangedDiskAreas", "{}"), "#/answer/stub", "lacks a result: QueryChangedDiskAreas returns DiskChangeInfo" },
        { Stub("AnswerVM", """{"result":true}"""), "#/answer/stub/result", "is given, but AnswerVM returns nothing. Leave it out" },
        { Stub("QueryUnownedFiles", """{"result":["one"],"fault":{"type":"NotSupported"}}"""), "#/answer/stub", "has more than one of" },
        { Stub("QueryUnownedFiles", """{"fault":{"type":"TaskInProgres"}}"""), "#/answer/stub/fault/type", "is no fault of the API. Did you mean TaskInProgress?" },
        { Stub("QueryUnownedFiles", """{"fault":{"type":"InvalidPowerState","fields":{"existingState":"on"}}}"""), "#/answer/stub/fault/fields/existingState", "is no VirtualMachinePowerState." },
        { Stub("QueryUnownedFiles", """{"fault":{"type":"TaskInProgress","fields":{"task":"VirtualMachine:vm-1"}}}"""), "#/answer/stub/fault/fields/task", "is a reference to a VirtualMachine, and not to a Task" },
        { Stub("sts.Issue", "{}"), "#/when/operations/0", "is no method of the API" },
        { Stub("QueryUnownedFile", "{}"), "#/when/operations/0", "is no operation. Did you mean QueryUnownedFiles?" },
        { """{"answer":{"stub":{}}}""", "#/answer", "needs operations" },
        { """{"when":{"operations":["QueryUnownedFiles"]},"answer":{"stub":{},"status":503}}""", "#/answer", "has more than one of" },
        { """{"when":{"operations":["QueryUnownedFiles"]},"answer":{"stubs":[]}}""", "#/answer/stubs", "is empty" },
        { """{"when":{"operations":["QueryUnownedFiles"]},"answer":{"stubs":[{"result":[]},{"result":[1]}]}}""", "#/answer/stubs/1/result/0", "is no string" },
        { When("""{"deviceKy":1}"""), "#/when/arguments/deviceKy", "begins with deviceKy, which is no argument of QueryChangedDiskAreas" },
        { When("""{"deviceKey":"2000"}"""), "#/when/arguments/deviceKey", "is compared with a int, which it can never be" },
        { When("""{"deviceKey[0]":1}"""), "#/when/arguments/deviceKey[0]", "has an index where there is no array" },
        { When("""{"deviceKey.key":1}"""), "#/when/arguments/deviceKey.key", "goes on with key into int, which has no members" },
        { When("""{"deviceKey":[1]}"""), "#/when/arguments/deviceKey", "is no single value" },
        { When("""{"..":1}"""), "#/when/arguments/..", "is no path" },
        { """{"when":{"operations":["ReconfigVM_Task"],"arguments":{"spec.deviceChange.operation":"add"}},"answer":{"status":503}}""", "#/when/arguments/spec.deviceChange.operation", "Write [0] or [*] before it" },
        { """{"when":{"operations":["ReconfigVM_Task"],"arguments":{"spec.deviceChange[*].operation":"ad"}},"answer":{"status":503}}""", "#/when/arguments/spec.deviceChange[*].operation", "is no VirtualDeviceConfigSpecOperation" },
        { """{"when":{"operations":["ReconfigVM_Task"],"arguments":{"spec.files":"x"}},"answer":{"status":503}}""", "#/when/arguments/spec.files", "is compared with a VirtualMachineFileInfo" },
        { """{"when":{"operations":["Login"],"arguments":{"password":"x"}},"answer":{"status":503}}""", "#/when/arguments/password", "a secret, which no rule looks at" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_stub_that_cannot_be_an_answer_is_refused_with_its_place(string rule, string place, string detail)
    {
        await using var host = await StartAsync();

        var (status, content) = await host.SendAsync(HttpMethod.Post, "rules", rule);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var error = JsonNode.Parse(content)!["errors"]![0]!;
        Assert.Equal(place, (string?)error["pointer"]);
        Assert.Contains(detail, (string?)error["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_member_is_refused_with_the_allowed_ones()
    {
        await using var host = await StartAsync();

        var (_, content) = await host.SendAsync(HttpMethod.Post, "rules", Stub("QueryChangedDiskAreas", """{"result":{"lenght":1}}"""));

        Assert.Equal(["startOffset", "length", "changedArea"], JsonNode.Parse(content)!["errors"]![0]!["allowed"]!.AsArray().Select(static name => (string?)name));
    }

    [Fact]
    public async Task A_path_into_items_that_extend_their_type_is_compared_with_each()
    {
        await using var host = await StartAsync();
        var (_, _, cookie) = await host.LoginAsync();
        await AddAsync(host, """{"when":{"operations":["ReconfigVM_Task"],"arguments":{"spec.deviceChange[*].device.macAddress":"00:50:56:00:00:01","spec.name":"x"}},"answer":{"fault":{"type":"InvalidState","message":"that one"}}}""");
        var machine = await MachineAsync(host, cookie);

        Assert.Contains("that one", await ReconfigureAsync("00:50:56:00:00:01"), StringComparison.Ordinal);
        Assert.DoesNotContain("that one", await ReconfigureAsync("00:50:56:00:00:02"), StringComparison.Ordinal);

        async Task<string> ReconfigureAsync(string address) => (await host.CallAsync(
            $"<ReconfigVM_Task xmlns=\"urn:vim25\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><_this type=\"VirtualMachine\">{machine}</_this><spec><name>x</name>" +
            $"<deviceChange><operation>remove</operation><device xsi:type=\"VirtualCdrom\"><key>3000</key></device></deviceChange><deviceChange><operation>add</operation><device xsi:type=\"VirtualVmxnet3\"><key>-1</key><macAddress>{address}</macAddress></device></deviceChange></spec></ReconfigVM_Task>",
            cookie)).Content;
    }

    private static string Stub(string operation, string stub) => $"{{\"when\":{{\"operations\":[\"{operation}\"]}},\"answer\":{{\"stub\":{stub}}}}}";

    private static string When(string arguments) => $"{{\"when\":{{\"operations\":[\"QueryChangedDiskAreas\"],\"arguments\":{arguments}}},\"answer\":{{\"status\":503}}}}";

    private static Task<LabHost> StartAsync() => LabHost.StartAsync(static options => options.Emulation.Inventory = "builtin:small");

    private static async Task AddAsync(LabHost host, string rule, HttpStatusCode expected = HttpStatusCode.Created)
    {
        var (status, content) = await host.SendAsync(HttpMethod.Post, "rules", rule);
        Assert.True(status == expected, content);
    }

    private static async Task<string> MachineAsync(LabHost host, string? cookie)
    {
        var (_, content, _) = await host.CallAsync("<FindByInventoryPath xmlns=\"urn:vim25\"><_this>SearchIndex</_this><inventoryPath>DC0/vm/DC0_H0_VM0</inventoryPath></FindByInventoryPath>", cookie);
        return content.Split("type=\"VirtualMachine\">")[1].Split('<')[0];
    }

    private static async Task<string> JsonAsync(LabHost host, string path, string body)
    {
        using var client = host.NewClient();
        using var login = await client.PostAsync(
            new Uri("http://localhost/sdk/vim25/8.0.3.0/SessionManager/SessionManager/Login"), new StringContent($$"""{"userName":"{{LabHost.User}}","password":"{{LabHost.Password}}"}""", Encoding.UTF8, "application/json"), Cancelled);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("http://localhost/sdk/vim25/8.0.3.0/" + path)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("vmware-api-session-id", login.Headers.GetValues("vmware-api-session-id").Single());
        using var answer = await client.SendAsync(request, Cancelled);
        return await answer.Content.ReadAsStringAsync(Cancelled);
    }
}
