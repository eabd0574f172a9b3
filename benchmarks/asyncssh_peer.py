"""asyncssh as a peer, which has no prompt of its own: it collects what comes until the prompt.

Arguments and lines are those of netmiko_peer.py; "preparation" are lines to type after a login.
"""
import asyncio
import json
import sys
import warnings

warnings.simplefilter("ignore")
import asyncssh  # noqa: E402

host, port, username, password, key_file, _, prompt = sys.argv[1:]
ends = prompt.encode()
opened = []


async def until_prompt(process, size):
    text = bytearray()
    while len(text) < size or not text.endswith(ends):
        piece = await asyncio.wait_for(process.stdout.read(65536), 60)
        if not piece:
            raise IOError("asyncssh: the device ended the session")
        text += piece


async def login(preparation):
    connection = await asyncssh.connect(
        host,
        int(port),
        username=username,
        password=password or None,
        client_keys=[key_file] if key_file else None,
        known_hosts=None,
        agent_path=None,
        config=None,
    )
    process = await connection.create_process(
        term_type="vt100", term_size=(511, 24), encoding=None
    )
    await until_prompt(process, 1)
    for line in preparation:
        await ask((connection, process), line, 1)
    return connection, process


async def ask(one, command, size):
    one[1].stdin.write(command.encode() + b"\n")
    await until_prompt(one[1], len(command) + size)


async def close(one):
    one[1].close()
    one[0].close()
    await one[0].wait_closed()


async def share(times, workers, work):
    left = list(range(times))

    async def run(worker):
        while left:
            left.pop()
            await work(worker)

    await asyncio.gather(*(run(i) for i in range(workers)))


async def do(task):
    async def session(worker):
        one = await login(task["preparation"])
        if task["command"]:
            await ask(one, task["command"], task["bytes"])
        await close(one)

    async def on_open(worker):
        await ask(opened[worker], task["command"], task["bytes"])

    async def open_one(worker):
        opened.append(await login(task["preparation"]))

    work = {"sessions": session, "commands": on_open, "open": open_one}[task["what"]]
    await share(task["times"], task["workers"], work)


async def main():
    loop = asyncio.get_running_loop()
    print(asyncssh.__version__, flush=True)
    while True:
        line = await loop.run_in_executor(None, sys.stdin.readline)
        if not line:
            break
        await do(json.loads(line))
        print("done", flush=True)
    for one in opened:
        await close(one)


asyncio.run(main())
