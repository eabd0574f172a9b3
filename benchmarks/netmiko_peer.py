"""netmiko as a peer: HOST PORT USERNAME PASSWORD KEY-FILE DEVICE-TYPE PROMPT.

Says netmiko's version. Then for each line on stdin, {"what": "sessions" or "commands", "times",
"workers", "command", "bytes"} in JSON, or "open" with "workers", it does that and says "done". An
empty command is none.
"""
import json
import re
import sys
import threading

import netmiko

host, port, username, password, key_file, device_type, prompt = sys.argv[1:]
ends = re.escape(prompt.strip()) + r"\s*$"
opened = []


def login():
    how = {"password": password}
    if key_file:
        how = {"use_keys": True, "key_file": key_file}
    return netmiko.ConnectHandler(
        device_type=device_type, host=host, port=int(port), username=username, **how
    )


def ask(session, command, size):
    if int(netmiko.__version__.split(".")[0]) >= 4:
        text = session.send_command(command, expect_string=ends, read_timeout=150)
    else:
        text = session.send_command(command, expect_string=ends, max_loops=1000)
    if len(text) < size * 0.9:
        raise IOError("netmiko: %d characters of %d" % (len(text), size))


def session(worker, command, size):
    one = login()
    if command:
        ask(one, command, size)
    one.disconnect()


def on_open(worker, command, size):
    ask(opened[worker], command, size)


def share(times, workers, work):
    left = list(range(times))
    faults = []

    def run(worker):
        try:
            while left:
                try:
                    left.pop()
                except IndexError:
                    return
                work(worker)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(i,)) for i in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


print(netmiko.__version__, flush=True)
for line in sys.stdin:
    task = json.loads(line)
    if task["what"] == "open":
        share(task["times"], task["workers"], lambda worker: opened.append(login()))
    else:
        do = session if task["what"] == "sessions" else on_open
        share(
            task["times"],
            task["workers"],
            lambda worker: do(worker, task["command"], task["bytes"]),
        )
    print("done", flush=True)
for one in opened:
    one.disconnect()
