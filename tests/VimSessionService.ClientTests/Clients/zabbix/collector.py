"""Zabbix' own collector for VMware: a proxy over SQLite that runs until what it has discovered is in its database."""

import gzip
import json
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time

from facts import PASSWORD, URL, USER, fact, run, same

PROXY = "/usr/sbin/zabbix_proxy"
SCHEMA = "/usr/share/zabbix-proxy-sqlite3/schema.sql.gz"
PATIENCE = 100

CHARACTERS, LOG, UNSIGNED, TEXT = 1, 2, 3, 4
SIMPLE_CHECK = 3

CONF = """
ProxyMode=1
Server=127.0.0.1
ListenIP=127.0.0.1
ListenPort=%(port)d
Hostname=proxy
DBName=%(folder)s/proxy.db
LogType=file
LogFile=%(folder)s/proxy.log
PidFile=%(folder)s/proxy.pid
SocketDir=%(folder)s
AllowRoot=1
StartVMwareCollectors=1
VMwareFrequency=10
VMwarePerfFrequency=10
VMwareTimeout=30
StartPollers=1
StartPollersUnreachable=1
StartTrappers=1
StartPingers=0
StartDiscoverers=0
StartHTTPPollers=0
"""


def free_port():
    """Zabbix takes ports up to 32767 alone."""
    while True:
        port = random.randrange(20_000, 32_767)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port


def collect(folder, keys):
    """Runs the proxy with an item for each key, until each has a value; gives the values."""
    database = sqlite3.connect(folder + "/proxy.db", isolation_level=None)
    with gzip.open(SCHEMA, "rt") as schema:
        database.executescript(schema.read())
    database.execute("INSERT INTO hosts (hostid, host, name, status) VALUES (10001, 'vcenter', 'vcenter', 0)")
    for number, (key, kind) in enumerate(keys.items(), 20001):
        database.execute(
            "INSERT INTO items (itemid, type, hostid, name, key_, delay, status, value_type, username, password) VALUES (?, ?, 10001, ?, ?, '5s', 0, ?, ?, ?)",
            (number, SIMPLE_CHECK, key, key, kind, USER, PASSWORD))
        database.execute("INSERT INTO item_rtdata (itemid) VALUES (?)", (number,))
    with open(folder + "/proxy.conf", "w", encoding="utf-8") as conf:
        conf.write(CONF % {"folder": folder, "port": free_port()})
    said = open(folder + "/proxy.said", "w+", encoding="utf-8")
    with said, subprocess.Popen([PROXY, "-f", "-c", folder + "/proxy.conf"], stdout=said, stderr=said, start_new_session=True) as proxy:
        try:
            end = time.monotonic() + PATIENCE
            values = {}
            while time.monotonic() < end and proxy.poll() is None and len(values) < len(keys):
                time.sleep(1)
                rows = database.execute("SELECT items.key_, proxy_history.value FROM proxy_history JOIN items USING (itemid) WHERE proxy_history.state = 0 AND value <> '' ORDER BY id")
                values = dict(rows.fetchall())
        finally:
            if proxy.poll() is None:
                os.killpg(proxy.pid, signal.SIGKILL)  # it and its workers; they take their time to end, and have nothing to keep
            said.seek(0)
            print("# " + said.read().replace("\n", "\n# "))
    if len(values) < len(keys):
        with open(folder + "/proxy.log", "a+", encoding="utf-8") as log:
            log.seek(0)
            print(re.sub(r"(?m)^.*(server|proxy) #\d+ started.*\n", "", log.read())[-6000:])
        print(database.execute("SELECT itemid, value, state FROM proxy_history WHERE state <> 0").fetchall()[-10:])
    database.close()
    return values


def names(values, key, macro):
    return sorted(row[macro] for row in json.loads(values.get(key, "[]")))


def discovery():
    hosts, machines = f"vmware.hv.discovery[{URL}]", f"vmware.vm.discovery[{URL}]"
    clusters, stores, centers = f"vmware.cluster.discovery[{URL}]", f"vmware.datastore.discovery[{URL}]", f"vmware.dc.discovery[{URL}]"
    version, name = f"vmware.version[{URL}]", f"vmware.fullname[{URL}]"
    folder = tempfile.mkdtemp()
    try:
        values = collect(folder, {hosts: TEXT, machines: TEXT, clusters: TEXT, stores: TEXT, centers: TEXT, version: CHARACTERS, name: CHARACTERS})
    finally:
        shutil.rmtree(folder)
    same("the hypervisors are discovered", names(values, hosts, "{#HV.NAME}"), ["DC0_C0_H0", "DC0_C0_H1", "DC0_C0_H2", "DC0_H0"])
    same("those of a cluster with its name", sorted({row["{#CLUSTER.NAME}"] for row in json.loads(values[hosts])}), ["", "DC0_C0"])
    same("the machines are discovered", names(values, machines, "{#VM.NAME}"), ["DC0_C0_RP0_VM0", "DC0_C0_RP0_VM1", "DC0_H0_VM0", "DC0_H0_VM1"])
    same("each with its datacenter", {row["{#DATACENTER.NAME}"] for row in json.loads(values[machines])}, {"DC0"})
    same("the cluster is discovered", names(values, clusters, "{#CLUSTER.NAME}"), ["DC0_C0"])
    same("the datastore is discovered", names(values, stores, "{#DATASTORE}"), ["LocalDS_0"])
    same("the datacenter is discovered", names(values, centers, "{#DATACENTER}"), ["DC0"])
    fact("the version is read", values.get(version, "").startswith("8.0"), values.get(version))
    fact("the full name is read", values.get(name, "").startswith("VMware vCenter Server 8.0"), values.get(name))


def values_of_objects():
    """What is monitored of what was discovered."""
    folder = tempfile.mkdtemp()
    try:
        found = collect(folder, {f"vmware.vm.discovery[{URL}]": TEXT, f"vmware.hv.discovery[{URL}]": TEXT})
    finally:
        shutil.rmtree(folder)
    machine = next(row["{#VM.UUID}"] for row in json.loads(found[f"vmware.vm.discovery[{URL}]"]) if row["{#VM.NAME}"] == "DC0_H0_VM0")
    host = next(row["{#HV.UUID}"] for row in json.loads(found[f"vmware.hv.discovery[{URL}]"]) if row["{#HV.NAME}"] == "DC0_H0")
    keys = {
        f"vmware.vm.powerstate[{URL},{machine}]": UNSIGNED,
        f"vmware.vm.memory.size[{URL},{machine}]": UNSIGNED,
        f"vmware.vm.cpu.num[{URL},{machine}]": UNSIGNED,
        f"vmware.vm.hv.name[{URL},{machine}]": CHARACTERS,
        f"vmware.hv.hw.cpu.num[{URL},{host}]": UNSIGNED,
        f"vmware.hv.hw.memory[{URL},{host}]": UNSIGNED,
        f"vmware.hv.vm.num[{URL},{host}]": UNSIGNED,
        f"vmware.hv.status[{URL},{host}]": UNSIGNED,
    }
    folder = tempfile.mkdtemp()
    try:
        values = collect(folder, keys)
    finally:
        shutil.rmtree(folder)
    same("a machine is on, with its memory, processors and host", [values.get(key) for key in list(keys)[:4]], ["1", str(2 << 30), "1", "DC0_H0"])
    same("a host has cores, memory, machines and a status", [values.get(key) for key in list(keys)[4:]], ["16", str(128 << 30), "2", "1"])


run(discovery, values_of_objects)
