"""One measurement of QEMU's own asynchronous library: `qemu_qmp.py TASK SOCKET COUNT`.

The tasks, and what is printed, are those of this folder's program.
"""

import asyncio
import json
import sys
import time

from qemu.qmp import EventListener, QMPClient

BURST = 1000


async def connect(socket):
    client = QMPClient("speed")
    await client.connect(socket)
    return client


async def sequential(socket, count):
    client = await connect(socket)
    begin = time.monotonic()
    for _ in range(count):
        await client.execute("query-version")
    took = time.monotonic() - begin
    await client.disconnect()
    return took


async def inflight(socket, count):
    client = await connect(socket)

    async def some():
        for _ in range(count // 64):
            await client.execute("query-version")

    begin = time.monotonic()
    await asyncio.gather(*(some() for _ in range(64)))
    took = time.monotonic() - begin
    await client.disconnect()
    return took


async def events(socket, count, listeners):
    client = await connect(socket)
    bursts = -(-count // (BURST * listeners))

    async def listen():
        listener = EventListener("STOP")
        client.register_listener(listener)
        for _ in range(bursts * BURST):
            await listener.get()

    tasks = [asyncio.create_task(listen()) for _ in range(listeners)]
    await asyncio.sleep(0)
    begin = time.monotonic()
    for _ in range(bursts):
        await client.execute("stop")
    await asyncio.gather(*tasks)
    took = time.monotonic() - begin
    await client.disconnect()
    return took


def decode(file, count):
    """It decodes JSON and no more: it knows no types."""
    with open(file, "rb") as answer:
        reply = b'{"return": ' + answer.read().strip() + b', "id": 1}\r\n'
    begin = time.monotonic()
    for _ in range(count):
        json.loads(reply)
    return time.monotonic() - begin


def resident():
    with open("/proc/self/status", encoding="ascii") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return float(line.split()[1])
    return float("nan")


async def idle(socket, count):
    before = resident()
    kept = [await connect(socket) for _ in range(count)]
    return (resident() - before) / len(kept)


def main():
    task, socket, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    if task == "decode":
        print(decode(socket, count))
        return
    work = {
        "sequential": lambda: sequential(socket, count),
        "inflight": lambda: inflight(socket, count),
        "events1": lambda: events(socket, count, 1),
        "events100": lambda: events(socket, count, 100),
        "idle": lambda: idle(socket, count),
    }[task]
    print(asyncio.run(work()), flush=True)
    # What is kept need not be closed one by one.
    if task == "idle":
        import os

        os._exit(0)


main()
