namespace VimSessionService.Vim25;

/// <summary>A user name and the file that holds its one-time password.</summary>
[VmodlName("vim.SessionManager.LocalTicket")]
public sealed partial record SessionManagerLocalTicket : DynamicData
{
    public required string UserName { get; init; }
    public required string PasswordFilePath { get; init; }
}

/// <summary>The base of what a generic ticket may be good for.</summary>
[Since(ApiVersion.V5_0)]
[VmodlName("vim.SessionManager.ServiceRequestSpec")]
public partial record SessionManagerServiceRequestSpec : DynamicData;

/// <summary>An HTTP request to one address, with one method.</summary>
[Since(ApiVersion.V5_0)]
[VmodlName("vim.SessionManager.HttpServiceRequestSpec")]
public sealed partial record SessionManagerHttpServiceRequestSpec : SessionManagerServiceRequestSpec
{
    public string? Method { get; init; }
    public required string Url { get; init; }
}

/// <summary>A call of one API method.</summary>
[Since(ApiVersion.V5_1)]
[VmodlName("vim.SessionManager.VmomiServiceRequestSpec")]
public sealed partial record SessionManagerVmomiServiceRequestSpec : SessionManagerServiceRequestSpec
{
    public required string Method { get; init; }
}

/// <summary>A one-time credential for one request.</summary>
[Since(ApiVersion.V5_0)]
[VmodlName("vim.SessionManager.GenericServiceTicket")]
public sealed partial record SessionManagerGenericServiceTicket : DynamicData
{
    [Secret] public required string Id { get; init; }
    [Since(ApiVersion.V5_1)] public string? HostName { get; init; }
    [Since(ApiVersion.V5_1)] public string? SslThumbprint { get; init; }
    [Since(ApiVersion.V7_0_3_1)] public VirtualMachineCertThumbprint[]? CertThumbprintList { get; init; }
    [Since(ApiVersion.V9_0_0_0)] public string? SslCertificate { get; init; }
    [Since(ApiVersion.V7_0_2_0)] public string? TicketType { get; init; }
}

/// <summary>A certificate's thumbprint and the hash it was made with.</summary>
[Since(ApiVersion.V7_0_3_1)]
[VmodlName("vim.vm.CertThumbprint")]
public sealed partial record VirtualMachineCertThumbprint : DynamicData
{
    public required string Thumbprint { get; init; }
    public string? HashAlgorithm { get; init; }
}

/// <summary>What kind of service redeems a ticket; travels as text.</summary>
[Since(ApiVersion.V7_0_2_0)]
[WireEnum]
public enum SessionManagerGenericServiceTicketTicketType
{
    [WireName("HttpNfcServiceTicket")]
    HttpNfcServiceTicket,
    [WireName("HostServiceTicket")]
    HostServiceTicket,
    [WireName("VcServiceTicket")]
    VcServiceTicket,
}

/// <summary>The HTTP methods a ticket can be for; travels as text.</summary>
[Since(ApiVersion.V5_0)]
[WireEnum]
public enum SessionManagerHttpServiceRequestSpecMethod
{
    HttpOptions,
    HttpGet,
    HttpHead,
    HttpPost,
    HttpPut,
    HttpDelete,
    HttpTrace,
    HttpConnect,
}
