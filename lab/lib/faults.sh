# What can go wrong, on demand.

sshd_ctl() { # NODE ACTION
  case $2 in
    kill) inside "$1" sh -c 'kill $(cat /run/sshd.pid)' ;;
    killall) inside "$1" sh -c 'for p in /proc/[0-9]*; do if [ "$(cat $p/comm 2>/dev/null)" = sshd ]; then kill -9 ${p#/proc/}; fi; done' ;;
    start) inside "$1" /usr/sbin/sshd -E /run/sshd.log ;;
    freeze) inside "$1" sh -c 'kill -STOP $(cat /run/sshd.pid)' ;;
    thaw) inside "$1" sh -c 'kill -CONT $(cat /run/sshd.pid)' ;;
    *) die "sshd NODE kill|killall|start|freeze|thaw" ;;
  esac
}
limit_bytes() { # NODE BYTES|off VERDICT: for each new session on port 22
  in_netns "$1" nft delete table inet labreset 2>/dev/null
  [ "$2" = off ] && return 0
  # ct bytes counts only with conntrack accounting on, and only for new connections;
  # an RST must pass the output chain, else a reset becomes a freeze
  in_netns "$1" sysctl -qw net.netfilter.nf_conntrack_acct=1
  in_netns "$1" nft -f - <<EOF
table inet labreset {
  chain in { type filter hook input priority 0; tcp dport 22 ct bytes >= $2 $3; }
  chain out { type filter hook output priority 0; tcp flags & rst == rst accept; tcp sport 22 ct bytes >= $2 $3; }
}
EOF
}
blackhole() { # NODE on|off
  in_netns "$1" nft delete table inet labhole 2>/dev/null
  [ "$2" = on ] || return 0
  in_netns "$1" nft -f - <<EOF
table inet labhole {
  chain in { type filter hook input priority -5; tcp dport 22 drop; }
}
EOF
}
lossy() { # NODE IF PERCENT
  in_netns "$1" nft delete table netdev "lossy$2" 2>/dev/null
  [ "$3" = 0 ] && return 0
  in_netns "$1" nft -f - <<EOF
table netdev lossy$2 {
  chain in { type filter hook ingress device "$2" priority 0; numgen random mod 100 < $3 drop; }
}
EOF
}
slow() { # NODE IF RATE; a fixed delay needs netem, which not every kernel has
  in_netns "$1" tc qdisc replace dev "$2" root tbf rate "$3" burst 4k latency 2s
}
apply_quirk() { # NODE: the two nodes that are broken by nature
  case $1 in
    hung) sshd_ctl hung freeze ;; # the kernel still completes the TCP handshake
    flaky) limit_bytes flaky $FLAKY_BYTES "reject with tcp reset" ;;
  esac
}
