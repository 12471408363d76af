using System.Xml.Linq;
using VimSessionService.Vim25;

namespace VimSessionService.Soap.Tests.Wsdl;

public class WsdlOperationTests
{
    public static TheoryData<ApiVersion> EveryVersion => WsdlSet.EveryVersion;

    [Fact]
    public void Service_port_binding_and_port_type_have_the_real_names()
    {
        var set = new WsdlSet(ApiVersions.Default);
        var service = set.Parse("vimService.wsdl");
        var vim = set.Interface;

        Assert.Equal("urn:vim25Service", service.Attribute("targetNamespace")!.Value);
        Assert.Equal("urn:vim25", vim.Attribute("targetNamespace")!.Value);
        var import = service.Element(WsdlSet.Wsdl + "import")!;
        Assert.Equal(("vim.wsdl", "urn:vim25"), (import.Attribute("location")!.Value, import.Attribute("namespace")!.Value));
        Assert.Equal("VimService", WsdlSet.Name(service.Element(WsdlSet.Wsdl + "service")!));
        var port = service.Descendants(WsdlSet.Wsdl + "port").Single();
        Assert.Equal(("VimPort", "interface:VimBinding"), (WsdlSet.Name(port), port.Attribute("binding")!.Value));
        Assert.Equal("urn:vim25", port.GetNamespaceOfPrefix("interface")!.NamespaceName);
        Assert.Equal("VimPortType", WsdlSet.Name(vim.Element(WsdlSet.Wsdl + "portType")!));
        var binding = vim.Element(WsdlSet.Wsdl + "binding")!;
        Assert.Equal(("VimBinding", "vim25:VimPortType"), (WsdlSet.Name(binding), binding.Attribute("type")!.Value));
        var soap = binding.Element(WsdlSet.Soap + "binding")!;
        Assert.Equal(
            ("document", "http://schemas.xmlsoap.org/soap/http"), (soap.Attribute("style")!.Value, soap.Attribute("transport")!.Value));
    }

    [Theory]
    [InlineData(ApiVersion.V8_0_3_0, "urn:vim25/8.0.3.0")]
    [InlineData(ApiVersion.V5_5, "urn:vim25/5.5")]
    public void The_action_of_every_operation_is_the_version_of_the_server(ApiVersion version, string action) =>
        Assert.All(
            new WsdlSet(version).Interface.Descendants(WsdlSet.Soap + "operation"),
            operation => Assert.Equal(action, operation.Attribute("soapAction")!.Value));

    [Theory]
    [MemberData(nameof(EveryVersion))]
    public void Every_operation_has_its_messages_elements_and_faults(ApiVersion version)
    {
        var set = new WsdlSet(version);
        var vim = set.Interface;
        var elements = WsdlSet.Names(set.InterfaceSchema.Elements(WsdlSet.Schema + "element")).ToHashSet(StringComparer.Ordinal);
        var messages = vim.Elements(WsdlSet.Wsdl + "message").ToDictionary(WsdlSet.Name, e => e.Element(WsdlSet.Wsdl + "part")!, StringComparer.Ordinal);
        var ports = vim.Element(WsdlSet.Wsdl + "portType")!.Elements(WsdlSet.Wsdl + "operation").ToDictionary(WsdlSet.Name, StringComparer.Ordinal);
        var bound = vim.Element(WsdlSet.Wsdl + "binding")!.Elements(WsdlSet.Wsdl + "operation").ToDictionary(WsdlSet.Name, StringComparer.Ordinal);

        Assert.Equal(ports.Keys, bound.Keys);
        Assert.All(messages.Values, part => Assert.Contains(Local(part.Attribute("element")!), elements));
        foreach (var (name, operation) in ports)
        {
            Assert.Equal(name, Local(messages[Message(operation, "input")].Attribute("element")!));
            Assert.Equal(name + "Response", Local(messages[Message(operation, "output")].Attribute("element")!));
            var faults = operation.Elements(WsdlSet.Wsdl + "fault").ToArray();
            Assert.All(faults, fault => Assert.Contains(Local(fault.Attribute("message")!), messages.Keys));
            Assert.Equal("RuntimeFault", WsdlSet.Name(faults[^1]));
            Assert.Equal("vim25:RuntimeFaultFaultMsg", faults[^1].Attribute("message")!.Value);
            var declared = VimManagedTypes.FindMethod(name)!.Faults.Where(f => VimTypes.Find(f)!.Since <= version);
            Assert.Equal(declared.Select(f => f + "FaultMsg"), faults[..^1].Select(f => Local(f.Attribute("message")!)));
            var boundFaults = bound[name].Elements(WsdlSet.Wsdl + "fault").ToArray();
            Assert.Equal(WsdlSet.Names(faults), WsdlSet.Names(boundFaults));
            Assert.Equal(WsdlSet.Names(faults), WsdlSet.Names(boundFaults.Select(f => f.Element(WsdlSet.Soap + "fault")!)));
            Assert.All(
                bound[name].Descendants().Where(e => e.Name == WsdlSet.Soap + "body" || e.Name == WsdlSet.Soap + "fault"),
                e => Assert.Equal("literal", e.Attribute("use")!.Value));
        }
    }

    [Fact]
    public void The_session_manager_has_all_its_operations()
    {
        var operations = WsdlSet.Names(new WsdlSet(ApiVersions.Default).Interface.Element(WsdlSet.Wsdl + "portType")!.Elements());

        Assert.Subset(
            operations.ToHashSet(StringComparer.Ordinal),
            new HashSet<string>(StringComparer.Ordinal)
            {
                "UpdateServiceMessage", "LoginByToken", "Login", "LoginBySSPI", "Logout", "AcquireLocalTicket",
                "AcquireGenericServiceTicket", "TerminateSession", "SetLocale", "LoginExtensionBySubjectName",
                "LoginExtensionByCertificate", "ImpersonateUser", "SessionIsActive", "AcquireCloneTicket", "CloneSession",
            });
    }

    [Theory]
    [InlineData("Login", "InvalidLoginFault InvalidLocaleFault RuntimeFault")]
    [InlineData("LoginBySSPI", "SSPIChallengeFault InvalidLoginFault InvalidLocaleFault RuntimeFault")]
    [InlineData("Logout", "RuntimeFault")]
    [InlineData("TerminateSession", "NotFoundFault RuntimeFault")]
    [InlineData("RetrievePropertiesEx", "InvalidPropertyFault RuntimeFault")]
    [InlineData("CreateFolder", "DuplicateNameFault InvalidNameFault RuntimeFault")]
    [InlineData("MoveIntoFolder_Task", "DuplicateNameFault InvalidFolderFault InvalidStateFault RuntimeFault")]
    [InlineData("UnregisterAndDestroy_Task", "ConcurrentAccessFault InvalidStateFault RuntimeFault")]
    [InlineData("FindByDatastorePath", "InvalidDatastoreFault RuntimeFault")]
    [InlineData("EnableFeature", "InvalidStateFault LicenseServerUnavailableFault RuntimeFault")]
    [InlineData("RegisterVM_Task", "OutOfBoundsFault DuplicateNameFault AlreadyExistsFault InvalidDatastoreFault NotFoundFault InvalidNameFault VmConfigFaultFault InsufficientResourcesFaultFault FileFaultFault InvalidStateFault RuntimeFault")]
    public void An_operation_declares_the_faults_of_the_real_one(string name, string faults)
    {
        var operation = new WsdlSet(ApiVersions.Default).Interface.Element(WsdlSet.Wsdl + "portType")!.Elements().Single(o => WsdlSet.Name(o) == name);

        Assert.Equal(faults.Split(' '), WsdlSet.Names(operation.Elements(WsdlSet.Wsdl + "fault")));
    }

    [Theory]
    [InlineData("LoginRequestType", "_this:vim25:ManagedObjectReference userName:xsd:string password:xsd:string locale:xsd:string?")]
    [InlineData("LogoutRequestType", "_this:vim25:ManagedObjectReference")]
    [InlineData("TerminateSessionRequestType", "_this:vim25:ManagedObjectReference sessionId:xsd:string+")]
    [InlineData("SessionIsActiveRequestType", "_this:vim25:ManagedObjectReference sessionID:xsd:string userName:xsd:string")]
    [InlineData("RetrievePropertiesExRequestType", "_this:vim25:ManagedObjectReference specSet:vim25:PropertyFilterSpec+ options:vim25:RetrieveOptions")]
    [InlineData("DestroyRequestType", "_this:vim25:ManagedObjectReference")]
    public void A_request_is_the_object_and_then_the_parameters(string type, string expected) =>
        Assert.Equal(expected.Split(' '), new WsdlSet(ApiVersions.Default).OwnElements(type).Select(Describe));

    [Theory]
    [InlineData("LoginResponse", "returnval:vim25:UserSession")]
    [InlineData("LogoutResponse", "")]
    [InlineData("SessionIsActiveResponse", "returnval:xsd:boolean")]
    [InlineData("AcquireCloneTicketResponse", "returnval:xsd:string")]
    [InlineData("CurrentTimeResponse", "returnval:xsd:dateTime")]
    [InlineData("RetrievePropertiesExResponse", "returnval:vim25:RetrieveResult?")]
    [InlineData("RetrievePropertiesResponse", "returnval:vim25:ObjectContent*")]
    [InlineData("Destroy_TaskResponse", "returnval:vim25:ManagedObjectReference")]
    public void A_response_holds_the_result_if_there_is_one(string element, string expected)
    {
        var response = new WsdlSet(ApiVersions.Default).InterfaceSchema.Elements().Single(e => (string?)e.Attribute("name") == element);

        Assert.Equal(expected, string.Join(' ', response.Descendants(WsdlSet.Schema + "element").Select(Describe)));
    }

    [Fact]
    public void A_fault_has_an_element_and_a_message_named_after_it()
    {
        var set = new WsdlSet(ApiVersions.Default);
        var elements = set.InterfaceSchema.Elements(WsdlSet.Schema + "element").ToDictionary(WsdlSet.Name, StringComparer.Ordinal);
        var messages = WsdlSet.Names(set.Interface.Elements(WsdlSet.Wsdl + "message")).ToHashSet(StringComparer.Ordinal);

        Assert.All(VimTypes.Names.Select(name => VimTypes.Find(name)!).Where(type => type.Is(MethodFault.Schema) && type.Since <= ApiVersions.Default), fault =>
        {
            Assert.Equal("vim25:" + fault.Name, elements[fault.Name + "Fault"].Attribute("type")!.Value);
            Assert.Contains(fault.Name + "FaultMsg", messages);
        });
    }

    /// <summary>The order of the published WSDL of 9.1; MethodFault and RuntimeFault stand before.</summary>
    [Fact]
    public void From_9_1_on_the_faults_of_the_foundation_are_the_first()
    {
        const string Foundation = "MethodFault RuntimeFault AuthenticationRequired HostCommunication HostNotConnected HostNotReachable InvalidArgument InvalidRequest InvalidToken InvalidType "
            + "ManagedObjectNotFound MethodNotFound NotEnoughLicenses NotImplemented NotSupported RequestCanceled SecurityError SessionNotFound SystemError UnexpectedFault "
            + "InvalidCollectorVersion InvalidProperty";
        var names = Foundation.Split(' ');
        var set = new WsdlSet(ApiVersion.V9_1_0_0);
        var elements = WsdlSet.Names(set.InterfaceSchema.Elements(WsdlSet.Schema + "element")).ToArray();
        var messages = WsdlSet.Names(set.Interface.Elements(WsdlSet.Wsdl + "message")).ToArray();

        Assert.Equal(["versionURI", .. names.Select(static name => name + "Fault"), "CreateFilter"], elements[..(names.Length + 2)]);
        Assert.Equal(names.Select(static name => name + "FaultMsg"), messages[..names.Length]);
        Assert.Equal(FaultsOf(ApiVersion.V9_0_0_0).Order(StringComparer.Ordinal), FaultsOf(ApiVersion.V9_0_0_0));
    }

    /// <summary>Before, the operations of the PropertyCollector are the first.</summary>
    [Theory]
    [InlineData(ApiVersion.V9_1_0_0, false)]
    [InlineData(ApiVersion.V9_0_0_0, true)]
    [InlineData(ApiVersion.V8_0_3_0, true)]
    public void From_9_1_on_the_operations_of_the_PropertyCollector_are_the_last(ApiVersion version, bool areFirst)
    {
        var set = new WsdlSet(version);
        var query = VimManagedTypes.All.Where(static type => type.Name is "PropertyCollector" or "PropertyFilter").SelectMany(static type => type.Methods)
            .Where(static method => method.IsPublished).Select(static method => method.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var part in (string[])["portType", "binding"])
        {
            var operations = WsdlSet.Names(set.Interface.Element(WsdlSet.Wsdl + part)!.Elements(WsdlSet.Wsdl + "operation")).ToArray();
            Assert.Equal(query, (areFirst ? operations[..query.Count] : operations[^query.Count..]).ToHashSet(StringComparer.Ordinal));
            Assert.Equal("AuthorizationManager", VimManagedTypes.FindMethod(areFirst ? operations[query.Count] : operations[0])!.Receiver);
        }
    }

    [Fact]
    public void What_is_not_published_has_no_operation()
    {
        var operations = WsdlSet.Names(new WsdlSet(ApiVersions.Default).Interface.Element(WsdlSet.Wsdl + "portType")!.Elements()).ToArray();

        Assert.DoesNotContain("Fetch", operations);
        Assert.DoesNotContain("CreateVM_Task", operations);
        Assert.All(operations, name => Assert.True(VimManagedTypes.FindMethod(name)!.IsPublished));
    }

    private static IReadOnlyList<string> FaultsOf(ApiVersion version) =>
        [.. WsdlSet.Names(new WsdlSet(version).Interface.Elements(WsdlSet.Wsdl + "message")).Where(static name => name.EndsWith("FaultMsg", StringComparison.Ordinal)).Select(static name => name[..^"FaultMsg".Length])];

    private static string Describe(XElement element)
    {
        var optional = element.Attribute("minOccurs")?.Value == "0";
        var mark = element.Attribute("maxOccurs") is not null ? optional ? "*" : "+" : optional ? "?" : "";
        return $"{WsdlSet.Name(element)}:{element.Attribute("type")!.Value}{mark}";
    }

    private static string Message(XElement operation, string direction) =>
        Local(operation.Element(WsdlSet.Wsdl + direction)!.Attribute("message")!);

    private static string Local(XAttribute name)
    {
        Assert.StartsWith("vim25:", name.Value);
        return name.Value["vim25:".Length..];
    }
}
