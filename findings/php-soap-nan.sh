#!/usr/bin/env bash
# ext/soap of PHP 8.2 (Debian 12): NAN is written as a text that is no number of XML Schema.
#
# Expected: NaN, the only spelling that xsd:float and xsd:double have (XML Schema part 2, 3.2.4.1). Infinity is written as INF, as it has to be.
# Seen: <value xsi:type="xsd:float">NAN</value>. A server that checks its types refuses the whole request.
set -euo pipefail
command -v php >/dev/null && php -m | grep -qx soap || { echo "needs Debian's php-cli and php-soap"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >probe.php <<'PHP'
<?php
class Client extends SoapClient {
    public string $sent = '';
    public function __doRequest($request, $location, $action, $version, $oneWay = false): ?string {
        $this->sent = $request;
        return '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><r xmlns="urn:vim25"/></e:Body></e:Envelope>';
    }
}
$client = new Client(null, ['location' => 'http://192.0.2.1/', 'uri' => 'urn:vim25']);
foreach ([INF, NAN] as $number) {
    $client->M(new SoapParam($number, 'value'));
    preg_match('#<value.*</value>#', $client->sent, $found);
    echo $found[0], "\n";
}
PHP
php --version | head -n 1
php probe.php | tee out
grep -qF '>INF</value>' out
grep -qF '>NAN</value>' out
echo "as described"
