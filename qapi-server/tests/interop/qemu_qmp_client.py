"""Talks to a server as QEMU's own Python clients do; prints what it saw, a line each.

Usage: qemu_qmp_client.py modern|listening|legacy SOCKET
"""

import asyncio
import sys

from qemu.qmp import QMPClient
from qemu.qmp.error import QMPError
from qemu.qmp.legacy import QEMUMonitorProtocol
from qemu.qmp.qmp_client import ExecuteError


async def modern(path, listening=False):
    client = QMPClient("interop")
    if listening:
        await client.start_server_and_accept(path)
    else:
        await client.connect(path)
    print("version", client.greeting.QMP.version["qemu"]["major"])
    with client.listener("STOP") as listener:
        print("echo", await client.execute("echo", {"a": [1, None, "ü"]}))
        print("urgent", await client.execute("urgent", oob=True))
        await client.execute("stop")
        print("stop ok")
        for name in "nothing", "device_del":
            await refused(name, client.execute(name, {"x": 1} if name == "nothing" else None))
        await refused("not_oob", client.execute("echo", oob=True))
        print("event", (await listener.get())["event"])
    results = await asyncio.gather(*(client.execute("echo", {"i": i}) for i in range(20)))
    print("order", results == [{"i": i} for i in range(20)])
    done = []

    async def run(name, oob):
        await client.execute(name, oob=oob)
        done.append(name)

    await asyncio.gather(run("sleep", False), run("urgent", True))
    print("passed", done)
    await client.disconnect()


async def refused(name, call):
    try:
        print(name, "ok", await call)
    except ExecuteError as error:
        print(name, error.error_class, error)


def legacy(path):
    monitor = QEMUMonitorProtocol(path)
    print("capabilities", monitor.connect()["QMP"]["capabilities"])
    print("echo", monitor.cmd_obj({"execute": "echo", "arguments": {"a": 1}})["return"])
    print("class", monitor.cmd_obj({"execute": "nothing"})["error"]["class"])
    print("desc", monitor.cmd_obj({"execute": "device_del"})["error"]["desc"])
    monitor.cmd_obj({"execute": "stop"})
    print("event", monitor.pull_event(wait=5)["event"])
    print("none", monitor.get_events())
    monitor.close()


sys.stdout.reconfigure(encoding="utf-8")
try:
    if sys.argv[1] == "legacy":
        legacy(sys.argv[2])
    else:
        asyncio.run(modern(sys.argv[2], sys.argv[1] == "listening"))
except QMPError as failure:
    print("failed", repr(failure))
    sys.exit(1)
