#!/bin/sh
# Runs OpenLDAP's slapd with the users of example.ldif, without Docker, until it is stopped (Debian: slapd openssl).
#   slapd.sh DIRECTORY [PORT [TLS_PORT]]      data and certificate are kept in DIRECTORY, which is made
# LDAP_LDIF names another file of users and groups, LDAP_LISTEN another address.
set -eu
directory=$1 port=${2:-3389} tls_port=${3:-6636}
here=$(cd "$(dirname "$0")" && pwd)
PATH=$PATH:/usr/sbin
mkdir -p "$directory/data"
directory=$(cd "$directory" && pwd)
[ -f "$directory/cert.pem" ] || openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj /CN=localhost -addext subjectAltName=DNS:localhost,DNS:ldap,IP:127.0.0.1 \
    -keyout "$directory/key.pem" -out "$directory/cert.pem" 2>/dev/null
cat >"$directory/slapd.conf" <<CONF
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
TLSCertificateFile $directory/cert.pem
TLSCertificateKeyFile $directory/key.pem
database mdb
suffix dc=example,dc=com
directory $directory/data
overlay memberof
access to attrs=userPassword by anonymous auth by * none
access to * by dn.base=cn=searcher,dc=example,dc=com read by self read by anonymous auth by * none
CONF
[ -f "$directory/data/data.mdb" ] || slapadd -q -f "$directory/slapd.conf" -l "${LDAP_LDIF:-$here/example.ldif}"
host=${LDAP_LISTEN:-127.0.0.1}
echo "ldap://$host:$port ldaps://$host:$tls_port dc=example,dc=com"
exec slapd -d 0 -f "$directory/slapd.conf" -h "ldap://$host:$port ldaps://$host:$tls_port"
