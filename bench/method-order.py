#!/usr/bin/env python3
"""Writes src/VimSessionService/method-order.txt: the methods that calls and the start run, the most used first (docs/decisions/0010).

Needs perf and curl, and native programs with symbols, the service's published without an order and with no methods folded:
    dotnet publish src/VimSessionService -c Release -o artifacts/order/service -p:IlcOrderFile= -p:IlcFoldIdenticalMethodBodies=false
    dotnet publish bench/VimSessionService.Floor -c Release -o artifacts/order/floor
    bench/method-order.py artifacts/order/service artifacts/order/floor
"""
import collections
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = "VimSessionService"
STARTS = """
for i in $(seq 60); do for tls in false true; do
    "$1/VimSessionService" --listen 127.0.0.1:0 --tls $tls --username a@vsphere.local --password b --data-directory "$2/data" > "$2/out" 2> /dev/null &
    until grep -q Listening "$2/out"; do sleep 0.02; done
    curl -ks -o /dev/null -d '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><RetrieveServiceContent xmlns="urn:vim25"><_this>ServiceInstance</_this></RetrieveServiceContent></e:Body></e:Envelope>' \
        "$(grep -o 'http[^ ]*' "$2/out" | head -1)"
    kill $!; wait $! || true; : > "$2/out"
done; done
"""


def counts(data):
    """How often each function of the service was seen, in itself or in what it called."""
    script = subprocess.run(["perf", "script", "-i", data, "-F", "ip,sym,dso"], capture_output=True, text=True, check=True).stdout
    return collections.Counter(re.findall(r"^\s+[0-9a-f]+ (\S+) \(.*/" + PROGRAM + r"\)$", script, re.MULTILINE))


def main(service, floor):
    with tempfile.TemporaryDirectory() as work:
        def record(rate, *command):
            subprocess.run(["perf", "record", "-q", "-F", str(rate), "-e", "cpu-clock", "-g", "-o", f"{work}/perf.data", *command], check=True)
            return counts(f"{work}/perf.data")

        def load(suite):
            load = ["dotnet", "run", "--project", str(ROOT / "bench/VimSessionService.Load"), "-c", "Release", "--"]
            return record(2500, *load, suite, f"{service}/{PROGRAM}", f"{floor}/{PROGRAM}.Floor")

        calls = load("load")
        tokens = load("tokens")
        start = record(15000, "bash", "-c", STARTS, "starts", service, work)
    order = list(dict.fromkeys(name for seen in (calls, start, tokens) for name, _ in seen.most_common()))
    managed = [name for name in order if not name.startswith(("_Z", "Rhp", "["))]
    (ROOT / "src/VimSessionService/method-order.txt").write_text("\n".join(managed) + "\n")


main(*map(str, map(pathlib.Path.resolve, map(pathlib.Path, sys.argv[1:3]))))
