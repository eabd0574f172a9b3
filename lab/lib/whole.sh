# The whole lab: up, down, status, and the two large ones.

check_machine() {
  local program missing=
  [ "$(id -u)" = 0 ] || die "needs root (network and mount namespaces, sshd logins of several users)"
  for program in $PROGRAMS; do command -v "$program" >/dev/null || missing="$missing $program"; done
  [ -x /usr/lib/frr/frrinit.sh ] || missing="$missing frrinit.sh"
  [ -z "$missing" ] || die "missing:$missing; on Debian: apt-get install --no-install-recommends $PACKAGES"
}
cmd_up() {
  local n failed=0
  check_machine
  mkdir -p "$STATE"
  base_etc
  make_keys
  bridge_up || die "cannot make the bridge $BRIDGE: does this machine allow network namespaces?"
  for n in $NODES; do netns_exists "$n" || ip netns add "$PREFIX-$n" || die "cannot make a network namespace"; done
  jump_bridge_up
  for n in $NODES; do
    if [ "$n" = r5 ]; then mgmt_attach r5 "$JUMP_BRIDGE" jump; else mgmt_attach "$n" "$BRIDGE"; fi
  done
  each_link cable
  for n in $NODES; do start_node "$n"; done
  wait_ready $NODES || failed=1
  write_client_files
  for n in $NODES; do apply_quirk "$n"; done
  return $failed
}
cmd_down() {
  local n
  if [ -d "$STATE" ]; then for n in $(ls "$STATE"); do stop_node "$n"; done; fi
  network_down
}
cmd_status() {
  local n p rss
  printf '%-7s %-6s %-12s %-8s %-9s %s\n' NODE STATE MGMT PID RSS_KiB PROCESSES
  for n in $(ls "$STATE" 2>/dev/null | sort -V); do
    if alive "$n"; then
      p=$(cat "$(pid_file "$n")")
      rss=$(inside "$n" sh -c 'cat /proc/[0-9]*/status 2>/dev/null' | awk '/^VmRSS/ {s += $2} END {print s + 0}')
      printf '%-7s %-6s %-12s %-8s %-9s %s\n' "$n" up "$(mgmt_ip "$n")" "$p" "$rss" "$(node_programs "$n")"
    else
      printf '%-7s %-6s\n' "$n" down
    fi
  done
}
node_programs() { # NODE
  inside "$1" sh -c 'for f in /proc/[0-9]*/comm; do read c <$f; echo $c; done' 2>/dev/null |
    grep -vE '^(sh|sleep|bash)$' | sort | uniq -c | awk '{printf "%s%s ", $2, ($1 > 1 ? "x" $1 : "")}'
}
wait_ospf() { # SECONDS
  local n want got bad
  for _ in $(seq $(($1 * 5))); do
    bad=
    for n in $ROUTERS; do
      want=$(awk -v n="$n" '$1 == n || $4 == n' <<<"$LINKS" | wc -l)
      got=$(inside "$n" vtysh -c 'show ip ospf neighbor' 2>/dev/null | grep -c Full/)
      [ "$want" = "$got" ] || bad="$bad $n($got/$want)"
    done
    [ -z "$bad" ] && { echo "all adjacencies Full"; return 0; }
    sleep 0.2
  done
  echo "not Full:$bad"
  return 1
}

cmd_scale() { # N routers in a chain, up to 200; r4 and r6 keep their quirks
  local i n
  check_machine
  mkdir -p "$STATE"
  base_etc
  make_keys
  bridge_up
  mgmt_ip() { echo $NET.$((10 + ${1#r})); }
  ROUTERS=$(seq -f 'r%g' 1 "$1")
  LINKS=$(for i in $(seq 1 $(($1 - 1))); do echo "r$i eth2 10.1.$i.1 r$((i + 1)) eth1 10.1.$i.2"; done)
  for n in $ROUTERS; do ip netns add "$PREFIX-$n" && mgmt_attach "$n" "$BRIDGE"; done
  each_link cable
  for n in $ROUTERS; do start_node "$n"; done
  wait_ready $ROUTERS
}
cmd_sshd_scale() { # N nodes with nothing but sshd, up to 200
  local n
  check_machine
  mkdir -p "$STATE"
  base_etc
  make_keys
  bridge_up
  for n in $(seq -f 's%g' 1 "$1"); do
    ip netns add "$PREFIX-$n"
    mgmt_attach "$n" "$BRIDGE"
    start_node "$n"
  done
  wait_ready $(seq -f 's%g' 1 "$1")
}
