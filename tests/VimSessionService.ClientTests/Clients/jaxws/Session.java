import com.vmware.vim25.*;

import java.net.HttpURLConnection;
import java.nio.file.Paths;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import javax.xml.bind.JAXBContext;
import javax.xml.ws.BindingProvider;
import javax.xml.ws.soap.SOAPFaultException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A client that wsimport makes of the WSDL of the whole API: a session, its faults, and the small built-in inventory. */
public final class Session {
    private static final String WRONG_LOGIN = "Cannot complete login due to an incorrect user name or password.";

    private static int failed;
    private static VimPortType port;
    private static ServiceContent content;

    public static void main(String[] arguments) throws Exception {
        takeAnyCertificate();
        port = connect();
        session();
        faults();
        inventory();
        updates();
        System.exit(failed == 0 ? 0 : 1);
    }

    private static VimPortType connect() throws Exception {
        VimPortType connected = new VimService(Paths.get(System.getenv("VIM_WSDL")).toUri().toURL()).getVimPort();
        Map<String, Object> context = ((BindingProvider) connected).getRequestContext();
        context.put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, System.getenv("VIM_URL"));
        context.put(BindingProvider.SESSION_MAINTAIN_PROPERTY, true);
        return connected;
    }

    private static void session() throws Exception {
        content = port.retrieveServiceContent(reference("ServiceInstance", "ServiceInstance"));
        same("RetrieveServiceContent answers the content", content.getAbout().getApiType(), "VirtualCenter");
        same("a reference has its type", content.getSessionManager().getType() + ":" + content.getSessionManager().getValue(), "SessionManager:SessionManager");
        UserSession session = port.login(content.getSessionManager(), System.getenv("VIM_USER"), System.getenv("VIM_PASSWORD"), null);
        fact("Login answers a UserSession", session.getKey().matches("52[0-9a-f]{6}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), session.getKey());
        same("its user is who logged in", session.getUserName(), System.getenv("VIM_SHOWN_USER"));
        same("SessionIsActive is true", port.sessionIsActive(content.getSessionManager(), session.getKey(), session.getUserName()), true);
        same("the time is in UTC", port.currentTime(reference("ServiceInstance", "ServiceInstance")).getTimezone(), 0);
        Map<String, Object> values = read(content.getSessionManager());
        same("currentSession is a typed value", ((UserSession) values.get("currentSession")).getKey(), session.getKey());
        fact("sessionList is a typed array", ((ArrayOfUserSession) values.get("sessionList")).getUserSession().stream().anyMatch(other -> other.getKey().equals(session.getKey())), values);
        fact("messageLocaleList is a typed array", ((ArrayOfString) values.get("messageLocaleList")).getString().contains("zh_CN"), values);
        port.setLocale(content.getSessionManager(), "de");
        same("SetLocale changes the session", ((UserSession) read(content.getSessionManager(), "currentSession").get("currentSession")).getLocale(), "de");
        String ticket = port.acquireCloneTicket(content.getSessionManager());
        VimPortType other = connect();
        UserSession clone = other.cloneSession(content.getSessionManager(), ticket);
        fact("a clone ticket begins a session of the same user", clone.getUserName().equals(session.getUserName()) && !clone.getKey().equals(session.getKey()), clone.getKey());
        port.terminateSession(content.getSessionManager(), List.of(clone.getKey()));
        same("a session that was ended is refused", ((NotAuthenticated) refusal(() -> other.currentTime(reference("ServiceInstance", "ServiceInstance")))).getPrivilegeId(), "System.View");
    }

    private static void faults() throws Exception {
        VimPortType other = connect();
        try {
            other.login(content.getSessionManager(), System.getenv("VIM_USER"), "wrong", null);
            fact("a wrong password is refused", false, null);
        } catch (InvalidLoginFaultMsg fault) {
            same("a wrong password is InvalidLogin", fault.getMessage() + fault.getFaultInfo().getClass().getSimpleName(), WRONG_LOGIN + "InvalidLogin");
        }

        NotAuthenticated refused = (NotAuthenticated) refusal(() -> other.currentTime(reference("ServiceInstance", "ServiceInstance")));
        same("a call without a session names the privilege", refused.getPrivilegeId() + " " + refused.getObject().getValue(), "System.View group-d1");
        RetrieveResult result = other.retrievePropertiesEx(content.getPropertyCollector(), List.of(filter(content.getSessionManager())), new RetrieveOptions());
        same("missing properties have typed faults", result.getObjects().get(0).getMissingSet().stream()
            .map(missing -> missing.getPath() + ":" + missing.getFault().getFault().getClass().getSimpleName()).sorted().collect(Collectors.joining(" ")),
            "message:NotAuthenticated sessionList:NotAuthenticated");
        try {
            port.terminateSession(content.getSessionManager(), List.of("unknown"));
            fact("an unknown session is not found", false, null);
        } catch (NotFoundFaultMsg fault) {
            same("an unknown session is NotFound", fault.getFaultInfo().getClass(), NotFound.class);
        }

        try {
            read(content.getSessionManager(), "nonesuch");
            fact("an unknown path is refused", false, null);
        } catch (InvalidPropertyFaultMsg fault) {
            same("an unknown path is InvalidProperty that names it", fault.getFaultInfo().getName(), "nonesuch");
        }
    }

    private static void inventory() throws Exception {
        ManagedObjectReference machine = port.findByInventoryPath(content.getSearchIndex(), "DC0/vm/DC0_H0_VM0");
        Map<String, Object> values = read(machine, "config", "runtime.powerState", "guest", "summary");
        VirtualMachineConfigInfo config = (VirtualMachineConfigInfo) values.get("config");
        same("a configuration is decoded by the schema", config.getName() + " " + config.getHardware().getMemoryMB(), "DC0_H0_VM0 2048");
        same("its devices are of their own types", config.getHardware().getDevice().stream().map(device -> device.getClass().getSimpleName()).collect(Collectors.joining(" ")),
            "VirtualIDEController ParaVirtualSCSIController VirtualDisk VirtualVmxnet3");
        same("an enumeration is one", values.get("runtime.powerState"), VirtualMachinePowerState.POWERED_ON);
        same("a summary is decoded", ((VirtualMachineSummary) values.get("summary")).getConfig().getName(), "DC0_H0_VM0");
        ManagedObjectReference view = port.createContainerView(content.getViewManager(), content.getRootFolder(), List.of("ManagedEntity"), true);
        TraversalSpec along = new TraversalSpec();
        along.setName("view");
        along.setType("ContainerView");
        along.setPath("view");
        along.setSkip(false);
        PropertyFilterSpec every = filter(view);
        every.getObjectSet().get(0).setSkip(true);
        every.getObjectSet().get(0).getSelectSet().add(along);
        every.getPropSet().clear();
        PropertySpec all = new PropertySpec();
        all.setType("ManagedEntity");
        all.setAll(true);
        every.getPropSet().add(all);
        List<ObjectContent> objects = port.retrieveProperties(content.getPropertyCollector(), List.of(every));
        same("every property of every entity is read: machines", objects.stream().filter(object -> object.getObj().getType().equals("VirtualMachine")).count(), 4L);
        fact("every property of every entity has a value of a generated class", objects.stream().allMatch(object -> object.getMissingSet().isEmpty()
            && object.getPropSet().stream().allMatch(property -> property.getVal() != null && !(property.getVal() instanceof Node))), objects.size());
        ManagedObjectNotFound missing = (ManagedObjectNotFound) refusal(() -> port.powerOnVMTask(reference("VirtualMachine", "vm-none"), null));
        same("a machine that does not exist is named", missing.getObj().getValue(), "vm-none");
    }

    private static void updates() throws Exception {
        port.createFilter(content.getPropertyCollector(), filter(content.getSessionManager(), "message"), false);
        UpdateSet first = port.waitForUpdatesEx(content.getPropertyCollector(), "", new WaitOptions());
        port.updateServiceMessage(content.getSessionManager(), "of JAX-WS");
        UpdateSet next = port.waitForUpdatesEx(content.getPropertyCollector(), first.getVersion(), new WaitOptions());
        PropertyChange change = next.getFilterSet().get(0).getObjectSet().get(0).getChangeSet().get(0);
        same("a change is awaited", change.getName() + " " + change.getOp() + " " + change.getVal(), "message ASSIGN of JAX-WS");
        port.updateServiceMessage(content.getSessionManager(), "");
        port.logout(content.getSessionManager());
        fact("after the log-out a call is refused", refusal(() -> port.currentTime(reference("ServiceInstance", "ServiceInstance"))) instanceof NotAuthenticated, null);
    }

    private static Map<String, Object> read(ManagedObjectReference object, String... paths) throws InvalidPropertyFaultMsg, RuntimeFaultFaultMsg {
        return port.retrievePropertiesEx(content.getPropertyCollector(), List.of(filter(object, paths)), new RetrieveOptions())
            .getObjects().get(0).getPropSet().stream().collect(Collectors.toMap(DynamicProperty::getName, DynamicProperty::getVal));
    }

    private static PropertyFilterSpec filter(ManagedObjectReference object, String... paths) {
        PropertySpec properties = new PropertySpec();
        properties.setType(object.getType());
        properties.setAll(paths.length == 0);
        properties.getPathSet().addAll(List.of(paths));
        ObjectSpec start = new ObjectSpec();
        start.setObj(object);
        start.setSkip(false);
        PropertyFilterSpec spec = new PropertyFilterSpec();
        spec.getPropSet().add(properties);
        spec.getObjectSet().add(start);
        return spec;
    }

    private static ManagedObjectReference reference(String type, String value) {
        ManagedObjectReference reference = new ManagedObjectReference();
        reference.setType(type);
        reference.setValue(value);
        return reference;
    }

    /**
     * The fault of a call that is refused for a reason which every operation may have. The WSDL declares such faults for no operation by their own names, so JAX-WS gives the detail as it came, as it does of
     * a vCenter.
     */
    private static MethodFault refusal(Callable<?> call) throws Exception {
        try {
            call.call();
            throw new IllegalStateException("The call was answered");
        } catch (SOAPFaultException fault) {
            Node detail = fault.getFault().getDetail().getFirstChild();
            String type = ((Element) detail).getAttributeNS("http://www.w3.org/2001/XMLSchema-instance", "type");
            return (MethodFault) JAXBContext.newInstance(ObjectFactory.class).createUnmarshaller().unmarshal(detail, Class.forName("com.vmware.vim25." + type)).getValue();
        }
    }

    /** The service's own certificate, on this machine. */
    private static void takeAnyCertificate() throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] { new X509TrustManager() {
            @Override public void checkClientTrusted(X509Certificate[] chain, String kind) { }

            @Override public void checkServerTrusted(X509Certificate[] chain, String kind) { }

            @Override public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        } }, new SecureRandom());
        HttpsURLConnection.setDefaultSSLSocketFactory(tls.getSocketFactory());
        HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);
        HttpURLConnection.setFollowRedirects(false);
    }

    private static void same(String text, Object seen, Object expected) {
        fact(text, Objects.equals(seen, expected), seen + " instead of " + expected);
    }

    private static void fact(String text, boolean holds, Object seen) {
        if (!holds)
            failed++;
        System.out.println(holds ? "ok - " + text : "not ok - " + text + ": saw " + seen);
    }
}
