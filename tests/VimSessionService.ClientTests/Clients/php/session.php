<?php
// PHP's SoapClient on the WSDL that the service serves.
declare(strict_types=1);

const WRONG_LOGIN = 'Cannot complete login due to an incorrect user name or password.';
const NOT_AUTHENTICATED = 'The session is not authenticated.';
$failed = 0;

function fact(string $text, bool $holds, mixed $seen = null): void
{
    global $failed;
    $failed += $holds ? 0 : 1;
    echo $holds ? "ok - $text\n" : "not ok - $text: saw " . var_export($seen, true) . "\n";
}

function same(string $text, mixed $seen, mixed $expected): void
{
    fact($text, $seen === $expected, [$seen, 'instead of', $expected]);
}

function connect(): SoapClient
{
    return new SoapClient(getenv('VIM_URL') . '/vimService.wsdl', [
        'location' => getenv('VIM_URL'),
        'trace' => true,
        'cache_wsdl' => WSDL_CACHE_NONE,
        'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
        'stream_context' => stream_context_create(['ssl' => ['verify_peer' => false, 'verify_peer_name' => false]]),
    ]);
}

function moref(string $type, string $value): object
{
    return (object) ['_' => $value, 'type' => $type];
}

function read(SoapClient $client, object $object, array $paths): object
{
    return $client->RetrievePropertiesEx((object) [
        '_this' => moref('PropertyCollector', 'propertyCollector'),
        'specSet' => [(object) [
            'propSet' => [(object) ['type' => $object->type, 'all' => $paths === [], 'pathSet' => $paths]],
            'objectSet' => [(object) ['obj' => $object, 'skip' => false]],
        ]],
        'options' => new stdClass(),
    ])->returnval;
}

function fault(callable $call): ?SoapFault
{
    try {
        $call();
        return null;
    } catch (SoapFault $fault) {
        return $fault;
    }
}

$instance = moref('ServiceInstance', 'ServiceInstance');
$client = connect();
fact('the WSDL declares the operations', count(array_filter($client->__getFunctions(), fn ($f) => str_starts_with($f, 'LoginResponse Login('))) > 0);

$content = $client->RetrieveServiceContent((object) ['_this' => $instance])->returnval;
same('RetrieveServiceContent answers the content', $content->about->apiType, 'VirtualCenter');
same('a reference has its type', [$content->sessionManager->type, $content->sessionManager->_], ['SessionManager', 'SessionManager']);
$manager = $content->sessionManager;

$wrong = fault(fn () => $client->Login((object) ['_this' => $manager, 'userName' => getenv('VIM_USER'), 'password' => 'wrong']));
same('a wrong password is a fault in the words of a vCenter', $wrong?->getMessage(), WRONG_LOGIN);
fact('its detail is InvalidLoginFault', isset($wrong?->detail?->InvalidLoginFault), $wrong?->detail ?? null);
$early = fault(fn () => $client->CurrentTime((object) ['_this' => $instance]));
same('a call without a session is a fault in the words of a vCenter', $early?->getMessage(), NOT_AUTHENTICATED);
fact('its detail is NotAuthenticatedFault', isset($early?->detail?->NotAuthenticatedFault), $early?->detail ?? null);

$session = $client->Login((object) ['_this' => $manager, 'userName' => getenv('VIM_USER'), 'password' => getenv('VIM_PASSWORD')])->returnval;
fact('Login answers a UserSession', preg_match('/^52[0-9a-f]{6}-/', $session->key) === 1, $session);
same('its user is who logged in', $session->userName, getenv('VIM_SHOWN_USER'));
same('its count is a number', $session->callCount, 0);
fact('the cookie is kept', str_contains($client->__getLastResponseHeaders(), 'Set-Cookie: vmware_soap_session="')
    && isset($client->__getCookies()['vmware_soap_session']), $client->__getCookies());
fact('CurrentTime is a time', abs(strtotime($client->CurrentTime((object) ['_this' => $instance])->returnval) - time()) < 60);
same('SessionIsActive is true', $client->SessionIsActive((object) ['_this' => $manager, 'sessionID' => $session->key, 'userName' => $session->userName])->returnval, true);

$values = [];
foreach (read($client, $manager, [])->objects[0]->propSet as $property) {
    $values[$property->name] = $property->val;
}
same('currentSession is read', $values['currentSession']->key ?? null, $session->key);
fact('sessionList is read', in_array($session->key, array_map(fn ($s) => $s->key, $values['sessionList']->UserSession ?? []), true), $values['sessionList'] ?? null);
fact('messageLocaleList is read', in_array('zh_CN', $values['messageLocaleList']->string ?? [], true), $values['messageLocaleList'] ?? null);
$unknown = fault(fn () => read($client, $manager, ['nonesuch']));
same('an unknown path is InvalidPropertyFault that names it', $unknown?->detail?->InvalidPropertyFault?->name ?? $unknown?->detail?->InvalidPropertyFault?->enc_value?->name ?? null, 'nonesuch');

$client->Logout((object) ['_this' => $manager]);
same('Logout answers an empty response', preg_match('#<LogoutResponse xmlns="urn:vim25"></LogoutResponse>#', $client->__getLastResponse()), 1);
$missing = [];
foreach (read($client, $manager, [])->objects[0]->missingSet as $item) {
    $missing[$item->path] = $item->fault->fault->privilegeId ?? $item->fault->fault->enc_value->privilegeId ?? null;
}
ksort($missing);
same('after it, what needs a session is missing', $missing, ['message' => 'System.View', 'sessionList' => 'Sessions.TerminateSession']);
exit($failed === 0 ? 0 : 1);
