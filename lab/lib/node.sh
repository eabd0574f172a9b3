# One node: its namespaces, what runs in it, its start and its end.

pid_file() { echo "$STATE/$1/pid"; }
alive() { # NODE
  local p
  p=$(cat "$(pid_file "$1")" 2>/dev/null) && [ -n "$p" ] && [ -e "/proc/$p/ns/net" ] &&
    grep -qz __init "/proc/$p/cmdline" 2>/dev/null
}
inside() { # NODE CMD...
  local n=$1 p
  shift
  alive "$n" || die "$n is not up"
  p=$(cat "$(pid_file "$n")")
  nsenter -t "$p" -m -u -i -n -p -- "$@"
}

start_node() { # NODE
  local n=$1 unshared child=
  alive "$n" && return 0
  netns_exists "$n" || ip netns add "$PREFIX-$n" || return
  mkdir -p "$STATE/$n"
  rm -f "$STATE/$n/ready"
  write_node "$n"
  # setsid: the node lives on when the terminal that started it goes
  setsid nsenter --net="/run/netns/$PREFIX-$n" unshare --mount --uts --ipc --pid --fork \
    bash "$SELF" __init "$n" >"$STATE/$n/init.log" 2>&1 </dev/null 9>&- &
  unshared=$!
  for _ in $(seq 250); do
    child=$(cat "/proc/$unshared/task/$unshared/children" 2>/dev/null) && [ -n "$child" ] && break
    sleep 0.02
  done
  [ -n "$child" ] || die "$n did not start, see $STATE/$n/init.log"
  echo "${child%% *}" >"$(pid_file "$n")"
}
stop_node() { # NODE: ending process 1 of its pid namespace ends everything in it
  local n=$1 p
  if alive "$n"; then
    p=$(cat "$(pid_file "$n")")
    kill -9 "$p"
    for _ in $(seq 500); do [ -e "/proc/$p" ] || break; sleep 0.01; done
  fi
  rm -f "$(pid_file "$n")" "$STATE/$n/ready"
}
wait_ready() { # NODE...
  local n late=
  for n in "$@"; do
    for _ in $(seq 1200); do [ -e "$STATE/$n/ready" ] && break; sleep 0.05; done
    [ -e "$STATE/$n/ready" ] || late="$late $n"
  done
  [ -z "$late" ] || { echo "lab: not ready after a minute:$late (see $STATE/NODE/init.log)" >&2; return 1; }
}

node_init() { # NODE: process 1 of the node's own pid namespace
  local n=$1 dir=$STATE/$1 k agentx=()
  k=$(kind "$n")
  mount --make-rprivate /
  mount -t proc proc /proc
  mount -t sysfs sysfs /sys 2>/dev/null
  hostname "$n"
  mount -t tmpfs -o mode=755,size=64m tmpfs /run
  mkdir -p /run/sshd /run/lldpd /run/frr /run/lock
  chown frr:frr /run/frr
  chown _lldpd:_lldpd /run/lldpd
  mount -t tmpfs -o mode=1777,size=32m tmpfs /var/tmp # watchfrr keeps its state here
  mount -t overlay overlay -o "lowerdir=$STATE/.etc,upperdir=$dir/etc,workdir=$dir/work" /etc
  mkdir -p /run/node
  mount --bind "$dir" /run/node
  mount --bind "$dir/home" /home
  mount --bind "$dir/log" /var/log/frr
  mount -t tmpfs -o mode=1777,size=32m tmpfs /tmp # hides $LAB when that is below /tmp
  sysctl -qw net.ipv4.ip_forward=1
  ip link set lo up
  /usr/sbin/sshd -E /run/sshd.log </dev/null
  if [ "$n" = r1 ]; then run_snmpd; agentx=(-x -X /var/agentx/master); fi
  case $k in
    frr) run_frr; run_lldpd "${agentx[@]}" ;;
    frrlite) run_frr ;;
    bird) run_bird; run_lldpd ;;
  esac
  if [ "$n" = r2 ]; then
    socat TCP4-LISTEN:23,reuseaddr,fork EXEC:"/usr/sbin/telnetd -h" </dev/null >/run/telnetd.log 2>&1 &
  fi
  touch /run/node/ready
  trap 'exit 0' TERM
  while :; do sleep 86400 & wait $!; done
}
run_frr() { /usr/lib/frr/frrinit.sh start >/run/frrinit.log 2>&1 </dev/null; }
run_bird() {
  ip addr add 10.255.0.7/32 dev lo
  ip addr add 10.0.47.2/30 dev eth1
  mkdir -p /run/bird
  chown bird:bird /run/bird
  bird -u bird -g bird -P /run/bird/bird.pid </dev/null >/run/bird.log 2>&1
}
run_lldpd() { # [OPTIONS]
  lldpd -c "$@" -u /run/lldpd.socket >/run/lldpd.log 2>&1 </dev/null
  local lldp=(lldpcli -u /run/lldpd.socket configure)
  {
    "${lldp[@]}" lldp tx-interval 2
    "${lldp[@]}" system interface pattern "eth*"
    "${lldp[@]}" lldp portidsubtype ifname
    "${lldp[@]}" system ip management pattern "10.9*"
  } >/dev/null 2>&1
}
run_snmpd() { # FRR knows only the default socket /var/agentx/master
  mkdir -p /var/agentx
  mount -t tmpfs -o mode=755,size=1m tmpfs /var/agentx
  echo 'mibs :' >/etc/snmp/snmp.conf
  printf 'agentaddress udp:161\nrocommunity public\nmaster agentx\nagentXPerms 777 755\nsysName r1\nsysLocation lab\n' >/run/snmpd.conf
  snmpd -Lf /run/snmpd.log -C -c /run/snmpd.conf -p /run/snmpd.pid </dev/null
}
