using System.Text;
using BenchmarkDotNet.Attributes;
using VimSessionService.Load.Measuring;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.Soap;
using VimSessionService.Vim25;

namespace VimSessionService.Benchmarks;

/// <summary>The reader and the writer alone.</summary>
[MemoryDiagnoser]
public class CodecBenchmarks : IDisposable
{
    private static readonly byte[] LoginCall = Encoding.UTF8.GetBytes(Calls.Login("administrator@vsphere.local", "bench-only"));
    private static readonly byte[] RetrieveCall = Encoding.UTF8.GetBytes(Calls.RetrieveSessionManager);

    private static readonly ServiceContent Content = VCenterFlavor.Create(ApiVersions.Default, new Guid("0b1c7a5e-4f5d-4c8e-9a35-0d3c4c9f1e11")).Content;

    private static readonly UserSession Session = new()
    {
        Key = "52a67ed8-0f0b-1714-4534-86a177fc5158",
        UserName = @"VSPHERE.LOCAL\Administrator",
        FullName = "Administrator vsphere.local",
        LoginTime = new DateTime(2024, 2, 3, 4, 5, 6, DateTimeKind.Utc),
        LastActiveTime = new DateTime(2024, 2, 3, 4, 5, 7, DateTimeKind.Utc),
        Locale = "en",
        MessageLocale = "en",
        ExtensionSession = false,
        IpAddress = "192.0.2.7",
        UserAgent = "pyvmomi Python/3.11",
        CallCount = 12,
    };

    private static readonly RetrieveResult Missing = new()
    {
        Objects =
        [
            new ObjectContent
            {
                Obj = new ManagedObjectReference("SessionManager", "SessionManager"),
                MissingSet = [MissingOf("message", "System.View"), MissingOf("sessionList", "Sessions.TerminateSession")],
            },
        ],
    };

    private readonly SoapRequestReader _reader = new();
    private readonly SoapWriter _writer = new(ConstantContents.None);

    /// <inheritdoc/>
    [GlobalCleanup]
    public void Dispose()
    {
        _writer.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public object ReadLogin() => Read(LoginCall);

    [Benchmark]
    public object ReadRetrievePropertiesEx() => Read(RetrieveCall);

    [Benchmark]
    public int WriteServiceContent() => Write("RetrieveServiceContent", Content);

    [Benchmark]
    public int WriteUserSession() => Write("Login", Session);

    [Benchmark]
    public int WriteMissingSet() => Write("RetrievePropertiesEx", Missing);

    private VimRequest Read(byte[] call)
    {
        var envelope = _reader.ReadEnvelope(call);
        return _reader.ReadArguments(Method(envelope.Operation)).Request;
    }

    private int Write(string method, object result)
    {
        _writer.Reset(ApiVersions.Default);
        SoapResponses.WriteResult(_writer, Method(method), result, SoapNames.Vim25);
        return _writer.Out.Written.Length;
    }

    private static VimMethod Method(string name) => VimManagedTypes.FindMethod(name) ?? throw new InvalidOperationException($"There is no method {name}");

    private static MissingProperty MissingOf(string path, string privilege) => new()
    {
        Path = path,
        Fault = new LocalizedMethodFault
        {
            Fault = new NotAuthenticated { Object = new ManagedObjectReference("Folder", "group-d1"), PrivilegeId = privilege },
            LocalizedMessage = "",
        },
    };
}
