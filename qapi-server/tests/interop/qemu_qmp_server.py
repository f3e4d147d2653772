"""A monitor made of what QEMU's own Python client is made of, for one client.

Usage: qemu_qmp_server.py serve SOCKET
"""

import asyncio
import sys

from qemu.qmp.error import QMPError
from qemu.qmp.message import Message
from qemu.qmp.protocol import AsyncProtocol

GREETING = {
    "QMP": {
        "version": {"qemu": {"major": 6, "minor": 1, "micro": 0}, "package": "test"},
        "capabilities": ["oob"],
    }
}


class Monitor(AsyncProtocol):
    """Answers `echo` and `urgent`, and tells of it by an event."""

    served = 0
    negotiated = False

    async def _establish_session(self):
        await super()._establish_session()
        await self._outgoing.put(Message(GREETING))

    async def _do_recv(self):
        return Message(await self._readline())

    def _do_send(self, msg):
        self._writer.write(bytes(msg))

    async def _on_message(self, msg):
        name = msg.get("execute") or msg.get("exec-oob")
        if not self.negotiated and name == "qmp_capabilities":
            self.negotiated = True
            return await self.reply(msg, {"return": {}})
        self.served += 1
        if name == "echo":
            return await self.reply(msg, {"return": msg.get("arguments", {})})
        if name == "urgent" and "exec-oob" in msg:
            await self.reply(msg, {"return": 1})
            event = {"event": "ECHOED", "timestamp": {"seconds": 1, "microseconds": 2}}
            return await self._outgoing.put(Message(event))
        error = {"class": "CommandNotFound", "desc": f"The command {name} has not been found"}
        return await self.reply(msg, {"error": error})

    async def reply(self, msg, reply):
        await self._outgoing.put(Message({**reply, "id": msg["id"]}))


async def serve(path):
    monitor = Monitor("monitor")
    await monitor.start_server_and_accept(path)
    try:
        while monitor.runstate.name == "RUNNING":
            await monitor.runstate_changed()
        await monitor.disconnect()
    except (QMPError, EOFError):
        pass
    print("served", monitor.served)


asyncio.run(serve(sys.argv[2]))
