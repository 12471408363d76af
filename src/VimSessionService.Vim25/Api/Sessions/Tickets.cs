namespace VimSessionService.Vim25;

public sealed partial record SessionManagerLocalTicket : DynamicData
{
    public required string UserName { get; init; }
    public required string PasswordFilePath { get; init; }
}

[Since(ApiVersion.V5_0)]
public partial record SessionManagerServiceRequestSpec : DynamicData;

[Since(ApiVersion.V5_0)]
public sealed partial record SessionManagerHttpServiceRequestSpec : SessionManagerServiceRequestSpec
{
    public string? Method { get; init; }
    public required string Url { get; init; }
}

[Since(ApiVersion.V5_1)]
public sealed partial record SessionManagerVmomiServiceRequestSpec : SessionManagerServiceRequestSpec
{
    public required string Method { get; init; }
}

[Since(ApiVersion.V5_0)]
public sealed partial record SessionManagerGenericServiceTicket : DynamicData
{
    [Secret] public required string Id { get; init; }
    [Since(ApiVersion.V5_1)] public string? HostName { get; init; }
    [Since(ApiVersion.V5_1)] public string? SslThumbprint { get; init; }
    [Since(ApiVersion.V7_0_3_1)] public VirtualMachineCertThumbprint[]? CertThumbprintList { get; init; }
    [Since(ApiVersion.V7_0_2_0)] public string? TicketType { get; init; }
}

[Since(ApiVersion.V7_0_3_1)]
public sealed partial record VirtualMachineCertThumbprint : DynamicData
{
    public required string Thumbprint { get; init; }
    public string? HashAlgorithm { get; init; }
}

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
