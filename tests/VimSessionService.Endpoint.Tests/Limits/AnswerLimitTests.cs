using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Tests.Updates;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>What an answer may cost: its size, its work, the memory until it is read, the memory of what a session keeps.</summary>
public sealed class AnswerLimitTests
{
    private const string Manager = "<objectSet><obj type=\"AuthorizationManager\">AuthorizationManager</obj></objectSet>";

    /// <summary>The whole AuthorizationManager, about 400 kB, again and again.</summary>
    private static string Large(int times) =>
        $"<RetrieveProperties _NS><_this>propertyCollector</_this>{string.Concat(Enumerable.Repeat($"<specSet><propSet><type>AuthorizationManager</type><all>true</all></propSet>{Manager}</specSet>", times))}</RetrieveProperties>";

    [Fact]
    public async Task A_large_answer_comes_in_parts_and_whole()
    {
        using var service = new TestService();
        var cookie = await service.LoginAsync();
        var once = await service.CallAsync(Large(1), cookie);
        Assert.True(once.AnswerBytes.Length > 100_000);
        Assert.False(once.AnswerHeaders.ContainsKey("Content-Length"));
        Assert.EndsWith("</RetrievePropertiesResponse>\n</soapenv:Body>\n</soapenv:Envelope>", once.Answer, StringComparison.Ordinal);

        var gzip = await service.SendAsync(TestService.Request(Large(1), cookie).With("Accept-Encoding", "gzip"));
        using var plain = new StreamReader(new GZipStream(new MemoryStream(gzip.AnswerBytes), CompressionMode.Decompress), Encoding.UTF8);
        Assert.Equal(once.Answer, await plain.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, service.Get<ServiceLimits>().Answers.Used);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_SystemError()
    {
        using var service = new TestService(work: new WorkLimits { MaxResponseBytes = 1_000_000 });
        var cookie = await service.LoginAsync();
        Assert.Equal(200, (await service.CallAsync(Large(1), cookie)).Status);
        var answer = await service.CallAsync(Large(50), cookie);
        Assert.Equal(500, answer.Status);
        Assert.Contains("<SystemErrorFault", answer.Answer, StringComparison.Ordinal);
        Assert.Contains("--max-response-bytes", service.Calls.Last().Reason, StringComparison.Ordinal);
        Assert.Equal(0, service.Get<ServiceLimits>().Answers.Used);
    }

    [Fact]
    public async Task One_object_named_thousands_of_times_is_told_once()
    {
        using var service = new TestService();
        var objects = string.Concat(Enumerable.Repeat(Manager, 5_000));
        var answer = await service.CallAsync(
            $"<RetrieveProperties _NS><_this>propertyCollector</_this><specSet><propSet><type>AuthorizationManager</type><all>true</all></propSet>{objects}</specSet></RetrieveProperties>",
            await service.LoginAsync());
        Assert.Equal(2, answer.Answer.Split("<returnval>").Length);
    }

    [Fact]
    public async Task Objects_times_paths_are_bounded()
    {
        using var service = new TestService();
        var cookie = await service.LoginAsync();
        var views = new StringBuilder();
        for (var i = 0; i < 500; i++)
            views.Append("<objectSet><obj type=\"ListView\">").Append(Collector.ReferenceOf(await service.CallAsync("<CreateListView _NS><_this>ViewManager</_this></CreateListView>", cookie))).Append("</obj></objectSet>");
        var paths = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"<pathSet>view[&quot;{i}&quot;]</pathSet>"));
        var answer = await service.CallAsync(
            $"<RetrieveProperties _NS><_this>propertyCollector</_this><specSet><propSet><type>ListView</type>{paths}</propSet>{views}</specSet></RetrieveProperties>", cookie);
        Assert.Contains("<SystemErrorFault", answer.Answer, StringComparison.Ordinal);
        Assert.Contains("--max-request-work", service.Calls.Last().Reason, StringComparison.Ordinal);
        Assert.Equal(0, service.Get<ServiceLimits>().HeavyWork.Waiting);
    }

    [Fact]
    public async Task List_views_that_hold_each_other_are_walked_edge_by_edge_and_no_further_than_the_bound()
    {
        using var service = new TestService(work: new WorkLimits { MaxRequestWork = 50_000 });
        var cookie = await service.LoginAsync();
        var views = new List<string>();
        for (var i = 0; i < 300; i++)
            views.Add(Collector.ReferenceOf(await service.CallAsync("<CreateListView _NS><_this>ViewManager</_this></CreateListView>", cookie)));
        var all = string.Concat(views.Select(view => $"<add type=\"ListView\">{view}</add>"));
        var some = string.Concat(views.Take(20).Select(view => $"<add type=\"ListView\">{view}</add>"));
        const string Walk = "<selectSet xsi:type=\"TraversalSpec\"><name>n</name><type>ListView</type><path>view</path><selectSet><name>n</name></selectSet></selectSet>";
        string Retrieve() => $"<RetrieveProperties _NS><_this>propertyCollector</_this><specSet><propSet><type>ListView</type></propSet><objectSet><obj type=\"ListView\">{views[0]}</obj>{Walk}</objectSet></specSet></RetrieveProperties>";

        foreach (var view in views.Take(20))
            await service.CallAsync($"<ModifyListView _NS><_this>{view}</_this>{some}</ModifyListView>", cookie);
        var few = await service.CallAsync(Retrieve(), cookie);
        Assert.Equal(20, few.Answer.Split("<returnval>").Length - 1);

        foreach (var view in views)
            await service.CallAsync($"<ModifyListView _NS><_this>{view}</_this>{all}</ModifyListView>", cookie);
        Assert.Contains("<SystemErrorFault", (await service.CallAsync(Retrieve(), cookie)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_walk_ends_in_its_midst_when_the_client_leaves()
    {
        const int Views = 300;
        const int StepsBetweenPauses = 2_000;
        using var service = new TestService();
        using var gone = new CancellationTokenSource();
        var cookie = await service.LoginAsync();
        var views = new List<string>();
        for (var i = 0; i < Views; i++)
            views.Add(Collector.ReferenceOf(await service.CallAsync("<CreateListView _NS><_this>ViewManager</_this></CreateListView>", cookie)));
        var all = string.Concat(views.Select(view => $"<add type=\"ListView\">{view}</add>"));
        foreach (var view in views)
            await service.CallAsync($"<ModifyListView _NS><_this>{view}</_this>{all}</ModifyListView>", cookie);
        const string Walk = "<selectSet xsi:type=\"TraversalSpec\"><name>n</name><type>ListView</type><path>view</path><selectSet><name>n</name></selectSet></selectSet>";
        var body = TestService.Request($"<RetrieveProperties _NS><_this>propertyCollector</_this><specSet><propSet><type>ListView</type></propSet><objectSet><obj type=\"ListView\">{views[0]}</obj>{Walk}</objectSet></specSet></RetrieveProperties>").Body;
        TestExchange Exchange(CancellationToken leaves) => new TestExchange { Body = body, ClientGone = leaves }.With("SOAPAction", "urn:vim25/8.0.3.0").With("Cookie", cookie);

        var whole = new Pauses(static _ => { });
        Assert.Equal(200, (await whole.RunAsync(() => service.SendAsync(Exchange(default)))).Status);
        Assert.InRange(whole.Count, Views * Views / StepsBetweenPauses / 2, int.MaxValue);

        var cut = new Pauses(pauses =>
        {
            if (pauses == whole.Count / 2)
                gone.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cut.RunAsync(() => service.SendAsync(Exchange(gone.Token))));
        Assert.InRange(cut.Count, whole.Count / 2, (whole.Count / 2) + 2);
        Assert.Equal(0, service.Get<ServiceLimits>().HeavyWork.Waiting);
        Assert.Equal(0, service.Get<ServiceLimits>().Answers.Used);
        Assert.Equal(0, service.Get<ServiceLimits>().Requests.Used);
    }

    [Fact]
    public async Task Views_are_weighed_and_not_only_counted()
    {
        using var service = new TestService(work: new WorkLimits { MaxSessionBytes = 1_000_000 });
        var cookie = await service.LoginAsync("reader", "s3cret-R");
        var name = new string('x', 100_000);
        var body = $"<CreateContainerView _NS><_this>ViewManager</_this><container type=\"Folder\">group-d1</container><type>{name}</type><recursive>true</recursive></CreateContainerView>";
        var views = new List<string>();
        TestExchange answer;
        while ((answer = await service.CallAsync(body, cookie)).Status == 200)
            views.Add(Collector.ReferenceOf(answer));
        Assert.Equal(4, views.Count);
        Assert.Contains("<SystemErrorFault", answer.Answer, StringComparison.Ordinal);

        await service.CallAsync($"<DestroyView _NS><_this>{views[0]}</_this></DestroyView>", cookie);
        Assert.Equal(200, (await service.CallAsync(body, cookie)).Status);
        Assert.Equal(200, (await service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", cookie)).Status);
        Assert.Equal(0, service.Get<ServiceLimits>().SessionObjects.Used);
    }

    [Fact]
    public async Task What_filters_hold_is_weighed()
    {
        using var service = new TestService(work: new WorkLimits { MaxSessionBytes = 500_000 });
        var collector = new Collector(service, await service.LoginAsync());
        for (var i = 0; i < 20; i++)
            await collector.CreateFilterAsync($"<propSet><type>AuthorizationManager</type><pathSet>privilegeList</pathSet></propSet>{Manager}");
        Assert.Contains("<SystemErrorFault", await collector.CheckAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_reads_nothing_holds_a_share_and_another_address_is_answered()
    {
        using var service = new TestService(work: new WorkLimits { MaxResponseBytes = 3_000_000, ProcessMemory = 0 });
        var cookie = await service.LoginAsync();
        using var gone = new CancellationTokenSource();
        var held = new List<Task>();
        for (var i = 0; i < 8; i++)
        {
            var request = new TestExchange { Body = TestService.Request(Large(5)).Body, ClientGone = gone.Token, Unread = new Pipe() };
            held.Add(service.SendAsync(request.With("SOAPAction", "urn:vim25/8.0.3.0").With("Cookie", cookie)));
        }

        Assert.InRange(service.Get<ServiceLimits>().Answers.Used, 1_000_000, 4 * 1024 * 1024);

        var refused = await service.SendAsync(TestService.Request(Large(5), cookie));
        Assert.Equal(503, refused.Status);
        var other = TestService.Request(Large(5), cookie);
        other.From = "198.51.100.1";
        Assert.Equal(200, (await service.SendAsync(other)).Status);
        Assert.Equal(200, (await service.CallAsync(TestService.Fetch("defaultLocale"), cookie)).Status);

        await gone.CancelAsync();
        foreach (var stuck in held)
            await Record.ExceptionAsync(() => stuck);
        Assert.Equal(0, service.Get<ServiceLimits>().Answers.Used);
    }
}
