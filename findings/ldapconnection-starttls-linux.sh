#!/usr/bin/env bash
# System.DirectoryServices.Protocols 10.0.12 on Debian 12: StartTransportLayerSecurity before Bind fails, where ldapsearch -ZZ of the same libldap succeeds.
#
# Expected: as on Windows, StartTransportLayerSecurity secures a connection that nothing was sent on yet, and the Bind after it is encrypted.
# Seen: LdapException "The LDAP server is unavailable.", also when OpenLDAP is told by LDAPTLS_REQCERT=never to check no certificate. libldap itself
#       (ldapsearch -ZZ with the same server, certificate and environment) secures the connection.
# Needs slapd, ldap-utils, openssl and the .NET 10 SDK.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
PATH=$PATH:/usr/sbin
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem 2>/dev/null
mkdir data
cat >slapd.conf <<CONF
include /etc/ldap/schema/core.schema
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile $folder/cert.pem
TLSCertificateKeyFile $folder/key.pem
database mdb
suffix dc=example,dc=com
rootdn cn=admin,dc=example,dc=com
rootpw secret
directory $folder/data
CONF
port=$((20000 + RANDOM % 20000))
slapd -d 0 -f slapd.conf -h "ldap://127.0.0.1:$port" &
for _ in $(seq 50); do ldapsearch -x -H "ldap://127.0.0.1:$port" -b '' -s base >/dev/null 2>&1 && break; sleep 0.1; done
dpkg-query -W -f '${Package} ${Version}\n' slapd libldap-2.5-0
export LDAPTLS_REQCERT=never
echo "ldapsearch -ZZ: $(ldapsearch -x -ZZ -H "ldap://localhost:$port" -D cn=admin,dc=example,dc=com -w secret -b '' -s base -LLL namingContexts | grep -c dc=example)" | tee said
grep -q 'ZZ: 1' said
mkdir client
cat >client/client.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="System.DirectoryServices.Protocols" Version="10.0.12" /></ItemGroup>
</Project>
XML
cat >client/Program.cs <<'CS'
using System.DirectoryServices.Protocols;
using System.Net;

foreach (var secured in new[] { false, true })
{
    using var connection = new LdapConnection(new LdapDirectoryIdentifier("localhost", int.Parse(args[0])), new NetworkCredential("cn=admin,dc=example,dc=com", "secret"), AuthType.Basic);
    connection.SessionOptions.ProtocolVersion = 3;
    try
    {
        if (secured)
            connection.SessionOptions.StartTransportLayerSecurity(null);
        connection.Bind();
        Console.WriteLine($"StartTLS {secured}: bound");
    }
    catch (Exception failure) when (failure is LdapException or TlsOperationException)
    {
        Console.WriteLine($"StartTLS {secured}: {failure.GetType().Name} {failure.Message}");
    }
}
CS
dotnet run --project client -- "$port" | tee seen
grep -q '^StartTLS False: bound' seen
grep -q '^StartTLS True: LdapException The LDAP server is unavailable' seen
echo "as described"
