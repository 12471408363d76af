#!/usr/bin/env bash
# ext/soap of PHP 8.2 (Debian 12): a double is written with 14 digits, though PHP itself prints all 17 that it takes.
#
# Expected: the text that leads back to the same number, as json_encode and var_export write it since PHP 7.1 (serialize_precision is -1).
# Seen: 1/3 is written as 0.33333333333333, and 1000000000000000.5 as 1.0E+15, also as a SoapVar of XSD_DOUBLE: the setting "precision", 14 by default, decides. What is read, unchanged and written back is another number. With
#       -d precision=17 the digits are there.
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
foreach ([1 / 3, 1e15 + 0.5] as $number) {
    $client->M(new SoapParam(new SoapVar($number, XSD_DOUBLE), 'value'));
    preg_match('#<value[^>]*>(.*)</value>#', $client->sent, $found);
    echo json_encode($number), ' is written as ', $found[1], (float)$found[1] === $number ? '' : ', another number', "\n";
}
PHP
php --version | head -n 1
php probe.php | tee out
grep -qx '0.3333333333333333 is written as 0.33333333333333, another number' out
grep -qx '1000000000000000.5 is written as 1.0E+15, another number' out
php -d precision=17 probe.php | tee out
[ "$(grep -c 'another number' out)" -eq 0 ]
echo "as described"
