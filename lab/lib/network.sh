# Bridges and cables.

in_netns() { local n=$1; shift; ip netns exec "$PREFIX-$n" "$@"; }
netns_exists() { [ -e "/run/netns/$PREFIX-$1" ]; }

guard_routes() { # a lab that is down must not be looked for outside this machine: these stay after down
  ip route replace unreachable $NET.0/24 metric 4096
  ip route replace unreachable $JUMP_NET.0/24 metric 4096
}
bridge_up() {
  guard_routes
  if ! ip link show "$BRIDGE" >/dev/null 2>&1; then
    ip link add "$BRIDGE" type bridge || return
    ip addr add $NET.1/24 dev "$BRIDGE"
  fi
  ip link set "$BRIDGE" up
}
jump_bridge_up() {
  ip -n "$PREFIX-jump" link show "$JUMP_BRIDGE" >/dev/null 2>&1 && return
  ip -n "$PREFIX-jump" link add "$JUMP_BRIDGE" type bridge
  ip -n "$PREFIX-jump" addr add $JUMP_NET.1/24 dev "$JUMP_BRIDGE"
  ip -n "$PREFIX-jump" link set "$JUMP_BRIDGE" up
}
mgmt_attach() { # NODE BRIDGE [NODE WHOSE NAMESPACE HOLDS THE BRIDGE]
  local n=$1 veth=${PREFIX}m-$1 where=()
  [ -n "${3:-}" ] && where=(-n "$PREFIX-$3")
  ip "${where[@]}" link show "$veth" >/dev/null 2>&1 && return
  ip "${where[@]}" link add "$veth" type veth peer name mgmt0 netns "$PREFIX-$n" || return
  ip "${where[@]}" link set "$veth" master "$2" up
  ip -n "$PREFIX-$n" addr add "$(mgmt_ip "$n")/24" dev mgmt0
  ip -n "$PREFIX-$n" link set mgmt0 up
}
cable() { # LINK
  ip -n "$PREFIX-$1" link show "$2" >/dev/null 2>&1 && return
  ip -n "$PREFIX-$1" link add "$2" type veth peer name "$5" netns "$PREFIX-$4"
  ip -n "$PREFIX-$1" link set "$2" up
  ip -n "$PREFIX-$4" link set "$5" up
}
network_down() {
  local n v
  for n in $(ip netns list | awk -v p="$PREFIX-" 'index($1, p) == 1 {print $1}'); do ip netns del "$n"; done
  if ip link show "$BRIDGE" >/dev/null 2>&1; then ip link del "$BRIDGE"; fi
  for v in $(ip -br link | awk -v p="${PREFIX}m-" 'index($1, p) == 1 {sub(/@.*/, "", $1); print $1}'); do
    ip link del "$v" 2>/dev/null
  done
  return 0
}
