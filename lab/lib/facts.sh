# What the lab is made of: packages, nodes, links, addresses, passwords.

PACKAGES="frr frr-pythontools frr-snmp lldpd snmpd openssh-server openssh-client openssl socat inetutils-telnetd nftables bird2 iproute2 iputils-ping procps"
PROGRAMS="ip nsenter unshare flock setsid sshd ssh ssh-keygen openssl vtysh lldpd snmpd socat telnetd nft bird tc ss"

LAB=${LAB:-${TMPDIR:-/tmp}/netauto-lab}
STATE=$LAB/state
KEYS=$LAB/keys
PREFIX=${LAB_PFX:-lab}  # of namespaces and interfaces; at most 4 letters, since kernel names are short
BRIDGE=${PREFIX}br0     # management, in the root namespace
JUMP_BRIDGE=${PREFIX}br1 # management behind the jump host, in the jump host's namespace
NET=10.99.0             # the root namespace is .1
JUMP_NET=10.98.0        # the jump host is .1; the root namespace has no address in it

ADMIN_PW=${LAB_ADMIN_PW:-admin-pass}
OPS_PW=${LAB_OPS_PW:-ops-pass}
ENABLE_PW=${LAB_ENABLE_PW:-enable-pass}

ROUTERS="r1 r2 r3 r4 r5 r6"
NODES="$ROUTERS b1 jump hung flaky"
# node, interface, address, and the same of the other end; all /30
LINKS="
r1 eth1 10.0.12.1 r2 eth1 10.0.12.2
r2 eth2 10.0.23.1 r3 eth1 10.0.23.2
r3 eth2 10.0.34.1 r4 eth1 10.0.34.2
r4 eth2 10.0.41.1 r1 eth2 10.0.41.2
r2 eth3 10.0.25.1 r5 eth1 10.0.25.2
r3 eth3 10.0.36.1 r6 eth1 10.0.36.2
r4 eth3 10.0.47.1 b1 eth1 10.0.47.2
"
FLAKY_BYTES=10000       # flaky resets a session after as many: a short exec passes, a longer session dies

mgmt_ip() { # NODE
  case $1 in
    r5) echo $JUMP_NET.15 ;;
    r[0-9]*) echo $NET.$((10 + ${1#r})) ;;
    b1) echo $NET.17 ;;
    jump) echo $NET.50 ;;
    hung) echo $NET.51 ;;
    flaky) echo $NET.52 ;;
    s[0-9]*) echo $NET.$((20 + ${1#s})) ;;
  esac
}
kind() { # NODE
  case $1 in
    jump) echo linux ;;
    b1) echo bird ;;
    hung | flaky) echo frrlite ;;   # FRR without LLDP
    s[0-9]*) echo sshonly ;;
    *) echo frr ;;
  esac
}
each_link() { # FUNCTION: calls it with the six words of each link
  local a a_if a_ip b b_if b_ip
  while read -r a a_if a_ip b b_if b_ip; do
    if [ -n "${a:-}" ]; then "$1" "$a" "$a_if" "$a_ip" "$b" "$b_if" "$b_ip"; fi
  done <<<"$LINKS"
}

die() { echo "lab: $*" >&2; exit 1; }
locked() { # one at a time; the nodes must not inherit the lock
  mkdir -p "$LAB"
  exec 9>"$LAB/.lock"
  flock -w 300 9 || die "another lab command holds $LAB/.lock"
}
