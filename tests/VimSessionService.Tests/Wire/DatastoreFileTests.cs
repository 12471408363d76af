using System.Net;
using VimSessionService.Tests.Commands;

namespace VimSessionService.Tests.Wire;

/// <summary>The configuration files of virtual machines, as libvirt reads them from the datastores of an inventory.</summary>
public sealed class DatastoreFileTests : IAsyncLifetime
{
    private const string File = "/folder/DC0_H0_VM0/DC0_H0_VM0.vmx?dcPath=DC0&dsName=LocalDS_0";

    private RunningService _service = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await RecordingHost.ServeAsync("builtin:small");
        _client = _service.NewClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
    }

    [Theory]
    [InlineData(File)]
    [InlineData("/folder/DC0_H0_VM0%2FDC0_H0_VM0.vmx?dcPath=DC0&dsName=LocalDS_0")]
    [InlineData("/folder/DC0%5FH0_VM0/DC0_H0_VM0.vmx?dsName=LocalDS_0&dcPath=/DC0")]
    [InlineData("/folder/DC0_H0_VM0/DC0_H0_VM0.vmx?dsName=LocalDS_0")]
    public async Task A_session_that_may_browse_the_datastore_reads_it(string target)
    {
        using var response = await GetAsync(target, await _client.LoginAsync());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.StartsWith(".encoding = \"UTF-8\"\nconfig.version = \"8\"\n", text, StringComparison.Ordinal);
        Assert.Contains("displayName = \"DC0_H0_VM0\"\n", text, StringComparison.Ordinal);
        Assert.Contains("scsi0:0.fileName = \"DC0_H0_VM0.vmdk\"\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/folder/DC0_H0_VM0/other.vmx?dcPath=DC0&dsName=LocalDS_0")]
    [InlineData("/folder/DC0_H0_VM0/DC0_H0_VM0.vmdk?dcPath=DC0&dsName=LocalDS_0")]
    [InlineData("/folder/DC0_H0_VM0/DC0_H0_VM0.vmx?dcPath=DC0&dsName=other")]
    [InlineData("/folder/DC0_H0_VM0/DC0_H0_VM0.vmx?dcPath=DC0/vm&dsName=LocalDS_0")]
    [InlineData("/folder/DC0_H0_VM0/DC0_H0_VM0.vmx?dcPath=DC1&dsName=LocalDS_0")]
    [InlineData("/nfc/DC0_H0_VM0/DC0_H0_VM0.vmx?dcPath=DC0&dsName=LocalDS_0")]
    public async Task What_is_not_there_is_not_found(string target)
    {
        using var response = await GetAsync(target, await _client.LoginAsync());
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Without_a_session_or_the_privilege_it_is_not_read()
    {
        using var nobody = await GetAsync(File, null);
        using var reader = await GetAsync(File, await _client.LoginAsync("reader"));
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, reader.StatusCode);
        Assert.Equal("The session lacks the privilege Datastore.Browse.", await reader.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task By_password_it_takes_the_same_privilege()
    {
        Assert.Equal(HttpStatusCode.OK, await ByPasswordAsync("administrator@vsphere.local", File));
        Assert.Equal(HttpStatusCode.Forbidden, await ByPasswordAsync("reader", File));
    }

    [Fact]
    public async Task What_a_client_puts_in_its_place_is_read_until_it_is_removed()
    {
        var cookie = await _client.LoginAsync();
        using var put = await SendAsync(HttpMethod.Put, File, cookie, new StringContent("own"));
        using var own = await GetAsync(File, cookie);
        using var removed = await SendAsync(HttpMethod.Delete, File, cookie);
        using var again = await GetAsync(File, cookie);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Equal("own", await own.Content.ReadAsStringAsync(Cancel));
        Assert.StartsWith(".encoding", await again.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> GetAsync(string target, string? cookie) => SendAsync(HttpMethod.Get, target, cookie);

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string target, string? cookie, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, target) { Content = content };
        if (cookie is not null)
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return _client.SendAsync(request, Cancel);
    }

    private async Task<HttpStatusCode> ByPasswordAsync(string user, string target)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.TryAddWithoutValidation("Authorization", "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{user}:{RunningService.Password}")));
        using var response = await _client.SendAsync(request, Cancel);
        return response.StatusCode;
    }
}
