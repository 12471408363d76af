namespace VimSessionService.Identity.Tests.Sts;

/// <summary>What becomes of tokens once they are issued: they are validated, renewed and passed on.</summary>
public sealed class LaterTests : IDisposable
{
    private readonly StsWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_token_is_valid_until_its_end_and_what_is_bent_never_is()
    {
        var token = await _world.IssueAsync(_world.Message());
        Assert.Equal("valid", await StatusAsync(token.Text));
        Assert.Equal("invalid", await StatusAsync(token.Text.Replace("Administrator@", "Other@", StringComparison.Ordinal)));
        _world.Time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromMilliseconds(1)); // five minutes, and ten of tolerance
        Assert.Equal("valid", await StatusAsync(token.Text));
        _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("invalid", await StatusAsync(token.Text));
    }

    [Fact]
    public async Task A_token_is_renewed_for_whoever_has_its_key()
    {
        var first = await _world.IssueAsync(_world.Message(_world.Solution) with { Renewable = true, Delegatable = true, Life = TimeSpan.FromHours(1) });
        _world.Time.Advance(TimeSpan.FromMinutes(50));
        var answer = await _world.SendAsync(_world.Message(_world.Solution) with { Operation = "Renew", Target = first.Text, Life = TimeSpan.FromHours(2) });
        var second = IssuedAssertion.Of(answer);
        Assert.Equal("backup@VSPHERE.LOCAL", second.Subject);
        Assert.Equal(TimeSpan.FromHours(2), second.To - second.From);
        Assert.Equal(["10"], second.All("//s:ProxyRestriction/@Count"));
        Assert.Equal(["10"], second.All("//s:Condition/@Count"));
        Assert.Contains("<S:Body><RequestSecurityTokenResponse xmlns=", answer.Content, StringComparison.Ordinal);
        Assert.Contains("<Renewing Allow=\"true\" OK=\"false\"></Renewing></RequestSecurityTokenResponse>", answer.Content, StringComparison.Ordinal);
        Assert.Equal("valid", await StatusAsync(second.Text));
    }

    [Fact]
    public async Task A_token_for_one_service_stays_for_that_one_when_it_is_renewed()
    {
        var first = await _world.IssueAsync(_world.Message(_world.Solution) with { Renewable = true, Further = IssueTests.Participants });
        var second = await _world.IssueAsync(_world.Message(_world.Solution) with { Operation = "Renew", Target = first.Text });
        Assert.Equal(["https://other/"], second.All("//s:Audience"));
    }

    [Fact]
    public async Task A_token_that_has_ended_is_not_renewed()
    {
        var token = await _world.IssueAsync(_world.Message(_world.Solution) with { Renewable = true, Life = TimeSpan.FromHours(1) });
        _world.Time.Advance(TimeSpan.FromMinutes(71));
        var answer = await _world.SendAsync(_world.Message(_world.Solution) with { Operation = "Renew", Target = token.Text });
        Assert.Equal("FailedAuthentication", answer.Fault);
        Assert.Contains("expired", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_solution_user_acts_for_a_person_within_what_the_person_gave_it()
    {
        var person = await _world.IssueAsync(_world.Message() with { Delegatable = true, Renewable = true });
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        var acting = await _world.IssueAsync(_world.Message(_world.Solution) with { ActAs = person.Text, Delegatable = true, Renewable = true, Life = TimeSpan.FromDays(1) });
        Assert.Equal("Administrator@VSPHERE.LOCAL", acting.Subject);
        Assert.Equal([@"vsphere.local\Administrators"], acting.All("//s:Attribute[@FriendlyName='Groups']/s:AttributeValue"));
        Assert.Equal(["false"], acting.All("//s:Attribute[@FriendlyName='Subject Type']/s:AttributeValue"));
        Assert.Equal(["backup@VSPHERE.LOCAL"], acting.All("//del:Delegate/s:NameID"));
        Assert.Equal(["9"], acting.All("//s:ProxyRestriction/@Count"));
        Assert.Equal(["10"], acting.All("//s:Condition/@Count"));
        Assert.Equal(person.To, acting.To);

        // The chain goes on with another who may act, and remembers who came before.
        var next = await _world.IssueAsync(_world.Message(_world.Extension) with { ActAs = acting.Text, Delegatable = true });
        Assert.Equal(["backup@VSPHERE.LOCAL", "com.example.ext@VSPHERE.LOCAL"], next.All("//del:Delegate/s:NameID"));
        Assert.Equal(["com.example.ext@VSPHERE.LOCAL"], next.All("s:Assertion/s:Subject/s:SubjectConfirmation/s:NameID"));
        Assert.Equal(["8"], next.All("//s:ProxyRestriction/@Count"));
        Assert.Equal("valid", await StatusAsync(next.Text));
    }

    [Fact]
    public async Task A_delegate_renews_no_more_often_than_it_may()
    {
        var person = await _world.IssueAsync(_world.Message() with { Delegatable = true, Renewable = true });
        var acting = await _world.IssueAsync(_world.Message(_world.Solution) with { ActAs = person.Text, Renewable = true });
        for (var left = 9; left >= 0; left--)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(1));
            acting = await _world.IssueAsync(_world.Message(_world.Solution) with { Operation = "Renew", Target = acting.Text });
            Assert.Equal(left == 0 ? [] : [left.ToString(System.Globalization.CultureInfo.InvariantCulture)], acting.All("//s:Condition/@Count"));
        }

        var answer = await _world.SendAsync(_world.Message(_world.Solution) with { Operation = "Renew", Target = acting.Text });
        Assert.Equal("UnableToRenew", answer.Fault);
    }

    [Fact]
    public async Task A_delegate_cannot_act_as_yet_another()
    {
        var person = await _world.IssueAsync(_world.Message() with { Delegatable = true });
        var acting = await _world.IssueAsync(_world.Message(_world.Solution) with { ActAs = person.Text, Delegatable = true });
        var answer = await _world.SendAsync(_world.Message(_world.Solution) with { HeaderToken = acting.Text, ActAs = person.Text.Replace("ID=\"_", "ID=\"_", StringComparison.Ordinal) });
        Assert.Equal(("InvalidRequest", "'ActAs' requester cannot be a delegate!"), (answer.Fault, answer.Reason));
    }

    [Fact]
    public async Task A_delegates_token_gets_another_for_the_same_person()
    {
        var person = await _world.IssueAsync(_world.Message() with { Delegatable = true });
        var acting = await _world.IssueAsync(_world.Message(_world.Solution) with { ActAs = person.Text, Delegatable = true });
        var again = await _world.IssueAsync(_world.Message(_world.Solution) with { HeaderToken = acting.Text, Delegatable = true });
        Assert.Equal(("Administrator@VSPHERE.LOCAL", "9"), (again.Subject, again.All("//s:ProxyRestriction/@Count").Single()));
        Assert.Equal(["backup@VSPHERE.LOCAL"], again.All("//del:Delegate/s:NameID"));
    }

    private async Task<string> StatusAsync(string token)
    {
        var answer = await _world.SendAsync(_world.Message() with { User = null, Operation = "Validate", Target = token });
        Assert.Equal((200, "Validate"), (answer.Status, answer.Operation));
        Assert.Contains("<TokenType>http://docs.oasis-open.org/ws-sx/ws-trust/200512/RSTR/Status</TokenType>", answer.Content, StringComparison.Ordinal);
        return answer.Content.Split("/status/")[1].Split('<')[0];
    }
}
