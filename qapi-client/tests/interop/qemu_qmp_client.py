"""Talks to a server as QEMU's own Python clients do; prints what it saw, a line each.

Usage: qemu_qmp_client.py SOCKET
"""

import asyncio
import sys

from qemu.qmp import QMPClient
from qemu.qmp.error import QMPError
from qemu.qmp.legacy import QEMUMonitorProtocol
from qemu.qmp.qmp_client import ExecuteError


async def modern(path):
    client = QMPClient("interop")
    await client.connect(path)
    print("version", client.greeting.QMP.version["qemu"]["major"])
    with client.listener("STOP") as listener:
        print("echo", await client.execute("echo", {"a": [1, None]}))
        print("urgent", await client.execute("urgent", oob=True))
        for name in "stop", "nothing", "echo":
            try:
                await client.execute(name, {"x": 1} if name == "nothing" else None)
                print(name, "ok")
            except ExecuteError as error:
                print(name, error.error_class, error)
        print("event", (await listener.get())["event"])
    results = await asyncio.gather(*(client.execute("echo", {"i": i}) for i in range(20)))
    print("order", results == [{"i": i} for i in range(20)])
    await client.disconnect()


def legacy(path):
    monitor = QEMUMonitorProtocol(path)
    print("legacy", monitor.connect()["QMP"]["capabilities"])
    print("legacy", monitor.cmd_obj({"execute": "nothing"})["error"]["class"])
    monitor.cmd_obj({"execute": "stop"})
    print("legacy", monitor.pull_event(wait=5)["event"])
    monitor.close()


try:
    asyncio.run(modern(sys.argv[1]))
    legacy(sys.argv[1])
except QMPError as failure:
    print("failed", repr(failure))
    sys.exit(1)
