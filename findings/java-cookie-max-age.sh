#!/usr/bin/env bash
# OpenJDK 17 (Debian 12), java.net.CookieManager: a cookie with Max-Age is sent back in the form of RFC 2965, with $Version, $Path, $Domain and quotation marks.
#
# Expected: `Cookie: session=52a1`, whatever attributes Set-Cookie had (RFC 6265, 4.2 and 5.4, which replaced RFC 2965 in 2011), as for a cookie without Max-Age or with Expires.
# Seen: with Max-Age, `$Version="1"; session="52a1";$Path="/";$Domain="…"`: a server that compares the value sees quotation marks that it did not set, and four cookies that it does not know. Max-Age alone is taken for a sign of version 1.
set -euo pipefail
command -v javac >/dev/null || { echo "needs a JDK (openjdk-17-jdk-headless)"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >Main.java <<'JAVA'
import java.net.CookieManager;
import java.net.URI;
import java.util.List;
import java.util.Map;

public final class Main {
    static String sent(String attributes) throws Exception {
        CookieManager manager = new CookieManager();
        URI address = URI.create("http://vc.example.com/sdk");
        manager.put(address, Map.of("Set-Cookie", List.of("session=52a1; Path=/" + attributes)));
        String result = String.join(" | ", manager.get(address, Map.of()).get("Cookie"));
        System.out.println((attributes.isEmpty() ? "no attribute" : attributes.substring(2)) + ": " + result);
        return result;
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("Java " + System.getProperty("java.version"));
        boolean plain = sent("").equals("session=52a1") & sent("; HttpOnly").equals("session=52a1") & sent("; Expires=Fri, 31 Dec 2100 23:59:59 GMT").equals("session=52a1");
        String old = sent("; Max-Age=3600");
        System.exit(plain && old.contains("$Version=\"1\"") && old.contains("session=\"52a1\";$Path=\"/\"") ? 0 : 1);
    }
}
JAVA
javac -nowarn Main.java
java -cp . Main
echo "as described"
