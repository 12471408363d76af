namespace VimSessionService.Load.Measuring;

/// <summary>Envelopes as pyVmomi writes them.</summary>
internal static class Calls
{
    /// <summary>Stands where the key of a caller's session goes.</summary>
    public const string KeyPlace = "52000000-0000-0000-0000-000000000000";

    /// <summary>Stands where a clone ticket goes, as a service over plain HTTP gives them.</summary>
    public const string TicketPlace = "cst-VCT-" + KeyPlace;

    public static string RetrieveServiceContent { get; } = Envelope(
        """<RetrieveServiceContent xmlns="urn:vim25"><_this type="ServiceInstance">ServiceInstance</_this></RetrieveServiceContent>""");

    public static string Logout { get; } = Envelope("""<Logout xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this></Logout>""");

    public static string FetchCurrentSession { get; } = Envelope(
        """<Fetch xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this><prop>currentSession</prop></Fetch>""");

    public static string RetrieveSessionManager { get; } = Envelope(
        """
        <RetrievePropertiesEx xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this><specSet><propSet><type>SessionManager</type><all>true</all></propSet><objectSet><obj type="SessionManager">SessionManager</obj><skip>false</skip></objectSet></specSet><options></options></RetrievePropertiesEx>
        """);

    /// <summary>With a place for the session's key.</summary>
    public static string SessionIsActive(string userName) => Envelope(
        $"""<SessionIsActive xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this><sessionID>{KeyPlace}</sessionID><userName>{userName}</userName></SessionIsActive>""");

    public static string AcquireCloneTicket { get; } = Envelope(
        """<AcquireCloneTicket xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this></AcquireCloneTicket>""");

    /// <summary>With a place for the ticket.</summary>
    public static string CloneSession { get; } = Envelope(
        $"""<CloneSession xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this><cloneTicket>{TicketPlace}</cloneTicket></CloneSession>""");

    public static string CreateMessageFilter { get; } = Envelope(
        """
        <CreateFilter xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this><spec><propSet><type>SessionManager</type><pathSet>message</pathSet></propSet><objectSet><obj type="SessionManager">SessionManager</obj></objectSet></spec><partialUpdates>false</partialUpdates></CreateFilter>
        """);

    public static string WaitForUpdates(string version) => Envelope(
        $"""<WaitForUpdatesEx xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this><version>{version}</version></WaitForUpdatesEx>""");

    public static string UpdateServiceMessage(string message) => Envelope(
        $"""<UpdateServiceMessage xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this><message>{message}</message></UpdateServiceMessage>""");

    public static string FetchSessionList { get; } = Envelope(
        """<Fetch xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this><prop>sessionList</prop></Fetch>""");

    public static string LogUserEvent { get; } = Envelope(
        """<LogUserEvent xmlns="urn:vim25"><_this type="EventManager">EventManager</_this><entity type="Folder">group-d1</entity><msg>scale</msg></LogUserEvent>""");

    public static string TerminateSession(IEnumerable<string> keys) => Envelope(
        $"""<TerminateSession xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this>{string.Concat(keys.Select(static key => $"<sessionId>{key}</sessionId>"))}</TerminateSession>""");

    public static string SetIdleMinutes(int minutes) => Envelope(
        $"""<UpdateOptions xmlns="urn:vim25"><_this type="OptionManager">VpxSettings</_this><changedValue><key>config.vmacore.soap.sessionTimeout</key><value xsi:type="xsd:int">{minutes}</value></changedValue></UpdateOptions>""");

    public static string QueryEventsOf(string user) => Envelope(
        $"""<QueryEvents xmlns="urn:vim25"><_this type="EventManager">EventManager</_this><filter><userName><systemUser>false</systemUser><userList>{user}</userList></userName></filter></QueryEvents>""");

    public static string Login(string userName, string password) => Envelope(
        $"""<Login xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this><userName>{userName}</userName><password>{password}</password></Login>""");

    private static string Envelope(string body) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>
        """;
}
