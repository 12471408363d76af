namespace VimSessionService.Load.Measuring;

/// <summary>Envelopes as pyVmomi writes them.</summary>
internal static class Calls
{
    public static string RetrieveServiceContent { get; } = Envelope(
        """<RetrieveServiceContent xmlns="urn:vim25"><_this type="ServiceInstance">ServiceInstance</_this></RetrieveServiceContent>""");

    public static string Logout { get; } = Envelope("""<Logout xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this></Logout>""");

    public static string FetchCurrentSession { get; } = Envelope(
        """<Fetch xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this><prop>currentSession</prop></Fetch>""");

    public static string RetrieveSessionManager { get; } = Envelope(
        """
        <RetrievePropertiesEx xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this><specSet><propSet><type>SessionManager</type><all>true</all></propSet><objectSet><obj type="SessionManager">SessionManager</obj><skip>false</skip></objectSet></specSet><options></options></RetrievePropertiesEx>
        """);

    public static string CreateMessageFilter { get; } = Envelope(
        """
        <CreateFilter xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this><spec><propSet><type>SessionManager</type><pathSet>message</pathSet></propSet><objectSet><obj type="SessionManager">SessionManager</obj></objectSet></spec><partialUpdates>false</partialUpdates></CreateFilter>
        """);

    public static string WaitForUpdates(string version) => Envelope(
        $"""<WaitForUpdatesEx xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this><version>{version}</version></WaitForUpdatesEx>""");

    public static string UpdateServiceMessage(string message) => Envelope(
        $"""<UpdateServiceMessage xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this><message>{message}</message></UpdateServiceMessage>""");

    public static string Login(string userName, string password) => Envelope(
        $"""<Login xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this><userName>{userName}</userName><password>{password}</password></Login>""");

    private static string Envelope(string body) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>
        """;
}
