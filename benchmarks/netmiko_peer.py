"""netmiko as a peer: HOST PORT USERNAME PASSWORD; lines "bulk BYTES TIMES" or "login 0 TIMES" on stdin.

Says netmiko's version, then for each line the milliseconds of wall clock and of CPU.
"""
import sys
import time

import netmiko

host, port, username, password = sys.argv[1:]


def login():
    return netmiko.ConnectHandler(
        device_type="cisco_nxos", host=host, port=int(port), username=username, password=password
    )


def ask(session, command):
    try:  # netmiko 4
        return session.send_command(command, expect_string=r"bench-1# ?$", read_timeout=150)
    except TypeError:
        return session.send_command(command, expect_string=r"bench-1# ?$", max_loops=100000)


session = login()
print(netmiko.__version__, flush=True)
for line in sys.stdin:
    what, size, times = line.split()
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(int(times)):
        if what == "login":
            login().disconnect()
        else:
            text = ask(session, "show netauto-bulk " + size)
            if len(text) < int(size) * 0.9:
                sys.exit("netmiko: %d characters of %s" % (len(text), size))
    print((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000, flush=True)
session.disconnect()
