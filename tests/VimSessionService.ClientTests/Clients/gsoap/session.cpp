// A client that gSOAP makes of the WSDL that the service serves: a session, its properties and its faults.
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <map>
#include <string>
#include "soapVimBindingProxy.h"
#include "VimBinding.nsmap"

namespace
{
int failed = 0;

void fact(const std::string &text, bool holds, const std::string &seen = "")
{
    if (!holds)
        failed++;
    std::cout << (holds ? "ok - " : "not ok - ") << text << (holds ? "" : ": saw " + seen) << std::endl;
}

void same(const std::string &text, const std::string &seen, const std::string &expected)
{
    fact(text, seen == expected, seen + " instead of " + expected);
}

std::string variable(const char *name)
{
    const char *value = std::getenv(name);
    return value == nullptr ? "" : value;
}

class Client
{
public:
    explicit Client(const std::string &url) : url_(url), service_(url_.c_str())
    {
        soap_set_omode(service_.soap, SOAP_IO_KEEPALIVE);
        soap_ssl_client_context(service_.soap, SOAP_SSL_NO_AUTHENTICATION, nullptr, nullptr, nullptr, nullptr, nullptr);
    }

    ~Client() { service_.destroy(); }

    vim25__ManagedObjectReference *reference(const std::string &type, const std::string &value)
    {
        vim25__ManagedObjectReference *made = soap_new_vim25__ManagedObjectReference(service_.soap);
        made->__item = value;
        made->type = text(type);
        return made;
    }

    vim25__ServiceContent *content()
    {
        vim25__RetrieveServiceContentRequestType request;
        request._USCOREthis = reference("ServiceInstance", "ServiceInstance");
        auto *response = soap_new__vim25__RetrieveServiceContentResponse(service_.soap);
        return service_.RetrieveServiceContent(&request, *response) == SOAP_OK ? response->returnval : nullptr;
    }

    vim25__UserSession *login(vim25__ManagedObjectReference *manager, const std::string &password)
    {
        vim25__LoginRequestType request;
        request._USCOREthis = manager;
        request.userName = variable("VIM_USER");
        request.password = password;
        auto *response = soap_new__vim25__LoginResponse(service_.soap);
        return service_.Login(&request, *response) == SOAP_OK ? response->returnval : nullptr;
    }

    bool isActive(vim25__ManagedObjectReference *manager, const vim25__UserSession &session)
    {
        vim25__SessionIsActiveRequestType request;
        request._USCOREthis = manager;
        request.sessionID = session.key;
        request.userName = session.userName;
        _vim25__SessionIsActiveResponse response;
        return service_.SessionIsActive(&request, response) == SOAP_OK && response.returnval;
    }

    bool terminate(vim25__ManagedObjectReference *manager, const std::string &key)
    {
        vim25__TerminateSessionRequestType request;
        request._USCOREthis = manager;
        request.sessionId.push_back(key);
        _vim25__TerminateSessionResponse response;
        return service_.TerminateSession(&request, response) == SOAP_OK;
    }

    bool logout(vim25__ManagedObjectReference *manager)
    {
        vim25__LogoutRequestType request;
        request._USCOREthis = manager;
        _vim25__LogoutResponse response;
        return service_.Logout(&request, response) == SOAP_OK;
    }

    bool time(time_t &now)
    {
        vim25__CurrentTimeRequestType request;
        request._USCOREthis = reference("ServiceInstance", "ServiceInstance");
        _vim25__CurrentTimeResponse response;
        if (service_.CurrentTime(&request, response) != SOAP_OK)
            return false;
        now = response.returnval;
        return true;
    }

    vim25__ObjectContent *read(vim25__ManagedObjectReference *collector, vim25__ManagedObjectReference *object, const std::string &path = "")
    {
        auto *properties = soap_new_vim25__PropertySpec(service_.soap);
        properties->type = *object->type;
        if (path.empty())
            properties->all = flag(true);
        else
            properties->pathSet.push_back(path);
        auto *start = soap_new_vim25__ObjectSpec(service_.soap);
        start->obj = object;
        start->skip = flag(false);
        auto *filter = soap_new_vim25__PropertyFilterSpec(service_.soap);
        filter->propSet.push_back(properties);
        filter->objectSet.push_back(start);
        vim25__RetrievePropertiesExRequestType request;
        request._USCOREthis = collector;
        request.specSet.push_back(filter);
        request.options = soap_new_vim25__RetrieveOptions(service_.soap);
        auto *response = soap_new__vim25__RetrievePropertiesExResponse(service_.soap);
        return service_.RetrievePropertiesEx(&request, *response) == SOAP_OK && response->returnval != nullptr ? response->returnval->objects.at(0) : nullptr;
    }

    // The text of the fault that the last call ended with.
    std::string fault()
    {
        const char **text = soap_faultstring(service_.soap);
        return text == nullptr || *text == nullptr ? "" : *text;
    }

    // Its detail, if it has one of a type that the operation declares.
    SOAP_ENV__Detail *detail() { return service_.soap->fault == nullptr ? nullptr : service_.soap->fault->detail; }

private:
    std::string *text(const std::string &value)
    {
        std::string *made = soap_new_std__string(service_.soap);
        *made = value;
        return made;
    }

    bool *flag(bool value)
    {
        bool *made = static_cast<bool *>(soap_malloc(service_.soap, sizeof(bool)));
        *made = value;
        return made;
    }

    std::string url_; // the proxy keeps the pointer that it is given
    VimBindingProxy service_;
};

void calls(Client &client)
{
    vim25__ServiceContent *content = client.content();
    if (content == nullptr)
        return fact("RetrieveServiceContent answers the content", false, client.fault());
    same("RetrieveServiceContent answers the content", content->about->apiType, "VirtualCenter");
    same("a reference has its type", *content->sessionManager->type + ":" + content->sessionManager->__item, "SessionManager:SessionManager");
    vim25__UserSession *session = client.login(content->sessionManager, variable("VIM_PASSWORD"));
    if (session == nullptr)
        return fact("Login answers a UserSession", false, client.fault());
    fact("Login answers a UserSession", session->key.rfind("52", 0) == 0 && session->key.size() == 36, session->key);
    same("its user is who logged in", session->userName, variable("VIM_SHOWN_USER"));
    fact("SessionIsActive is true", client.isActive(content->sessionManager, *session), client.fault());
    time_t now = 0;
    fact("the time is this one", client.time(now) && std::abs(std::difftime(std::time(nullptr), now)) < 120, std::to_string(now));
    vim25__ObjectContent *manager = client.read(content->propertyCollector, content->sessionManager);
    if (manager == nullptr)
        return fact("the properties are read", false, client.fault());
    std::map<std::string, xsd__anyType *> values;
    for (vim25__DynamicProperty *property : manager->propSet)
        values[property->name] = property->val;
    auto *current = dynamic_cast<vim25__UserSession *>(values["currentSession"]);
    fact("currentSession is a typed value", current != nullptr && current->key == session->key);
    auto *list = dynamic_cast<vim25__ArrayOfUserSession *>(values["sessionList"]);
    bool listed = false;
    if (list != nullptr)
    {
        for (vim25__UserSession *other : list->UserSession)
            listed = listed || other->key == session->key;
    }

    fact("sessionList is a typed array", listed);
    fact("an unknown session is NotFound", !client.terminate(content->sessionManager, "unknown") && client.detail() != nullptr && client.detail()->vim25__NotFoundFault != nullptr, client.fault());
    fact(
        "an unknown path is InvalidProperty that names it",
        client.read(content->propertyCollector, content->sessionManager, "nonesuch") == nullptr && client.detail() != nullptr && client.detail()->vim25__InvalidPropertyFault != nullptr
            && client.detail()->vim25__InvalidPropertyFault->name == "nonesuch",
        client.fault());
    fact("Logout ends the session", client.logout(content->sessionManager) && !client.time(now), client.fault());
    same("a call without a session is refused", client.fault(), "The session is not authenticated.");
    fact(
        "a wrong password is InvalidLogin",
        client.login(content->sessionManager, "wrong") == nullptr && client.detail() != nullptr && client.detail()->vim25__InvalidLoginFault != nullptr, client.fault());
    same("its text is that of vCenter", client.fault(), "Cannot complete login due to an incorrect user name or password.");
    manager = client.read(content->propertyCollector, content->sessionManager);
    std::string missing;
    if (manager != nullptr)
    {
        for (vim25__MissingProperty *property : manager->missingSet)
            missing += property->path + (dynamic_cast<vim25__NotAuthenticated *>(property->fault->fault) == nullptr ? ":other " : ":NotAuthenticated ");
    }

    same("missing properties have typed faults", missing, "message:NotAuthenticated sessionList:NotAuthenticated ");
}
}

int main()
{
    soap_ssl_init();
    Client client(variable("VIM_URL"));
    calls(client);
    return failed == 0 ? 0 : 1;
}
