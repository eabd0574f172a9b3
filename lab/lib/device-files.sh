# The files of one node, written afresh at each start: accounts, sshd, FRR, BIRD, banners.

base_etc() { # what every node's /etc is laid over: a copy, so that no node touches the host's
  [ -d "$STATE/.etc" ] && return
  rm -rf "$STATE/.etc.new"
  mkdir -p "$STATE/.etc.new"
  cp -a /etc/. "$STATE/.etc.new/" 2>/dev/null
  rm -rf "$STATE"/.etc.new/ssh/ssh_host* "$STATE/.etc.new/frr" "$STATE/.etc.new/.git"
  mv "$STATE/.etc.new" "$STATE/.etc"
}
make_keys() { # client keys and password hashes; kept over down and up
  mkdir -p "$KEYS"
  [ -f "$KEYS/id_ed25519" ] || ssh-keygen -q -t ed25519 -N '' -C lab -f "$KEYS/id_ed25519"
  [ -f "$KEYS/id_rsa" ] || ssh-keygen -q -t rsa -b 2048 -N '' -C lab -f "$KEYS/id_rsa"
  [ -f "$KEYS/admin.hash" ] || openssl passwd -6 "$ADMIN_PW" >"$KEYS/admin.hash"
  [ -f "$KEYS/ops.hash" ] || openssl passwd -6 "$OPS_PW" >"$KEYS/ops.hash"
}
make_host_keys() { # NODE: kept over down and up, so that known_hosts stays valid
  local dir=$KEYS/host/$1
  mkdir -p "$dir"
  [ -f "$dir/ed25519" ] || ssh-keygen -q -t ed25519 -N '' -C "$1" -f "$dir/ed25519"
  if [ "$1" = r6 ] && [ ! -f "$dir/rsa" ]; then ssh-keygen -q -t rsa -b 2048 -N '' -C "$1" -f "$dir/rsa"; fi
}

write_sshd() { # NODE DIR
  local n=$1 password=yes keyboard=no forwarding=no
  [ "$n" = r4 ] && password=no keyboard=yes
  [ "$n" = jump ] && forwarding=yes
  {
    cat <<EOF
Port 22
AddressFamily inet
PidFile /run/sshd.pid
UsePAM yes
PermitRootLogin no
PubkeyAuthentication yes
AuthorizedKeysFile /etc/ssh/authorized_keys/%u
PasswordAuthentication $password
KbdInteractiveAuthentication $keyboard
PrintMotd no
PrintLastLog no
StrictModes no
UseDNS no
X11Forwarding no
AllowTcpForwarding $forwarding
MaxStartups 200:30:400
Subsystem sftp internal-sftp
EOF
    if [ "$n" = r6 ]; then # a device of fifteen years ago
      cat <<EOF
HostKey /etc/ssh/rsa
HostKeyAlgorithms ssh-rsa
KexAlgorithms diffie-hellman-group14-sha1,diffie-hellman-group1-sha1
Ciphers aes128-cbc,3des-cbc
MACs hmac-sha1
PubkeyAcceptedAlgorithms ssh-rsa
EOF
    else
      echo "HostKey /etc/ssh/ed25519"
    fi
    case $n in
      r2) echo 'SetEnv "VTYSH_PAGER=more -e"' ;;
      r3) echo "Banner /etc/ssh/banner" ;;
      r4) echo "AuthenticationMethods keyboard-interactive" ;;
      b1) cat <<'EOF' ;;
Match User admin
  ForceCommand if [ -n "$SSH_ORIGINAL_COMMAND" ]; then exec /usr/sbin/birdc $SSH_ORIGINAL_COMMAND; else exec /usr/sbin/birdc; fi
EOF
    esac
  } >"$2/sshd_config"
}

write_banners() { # DIR: before and after login, with lines that look like prompts
  {
    for l in $(seq 1 60); do echo "* $l  UNAUTHORISED ACCESS TO THIS DEVICE IS PROHIBITED #$l> "; done
    echo "r3# this line of the banner looks like a prompt"
    echo "password: so does this one"
  } >"$1/ssh/banner"
  printf '\n*** Message of the day on r3 ***\nMaintenance tonight 22:00 UTC # ring operations > noc@example.net\nr3# not a prompt either\n\n' >"$1/motd"
}

write_frr() { # NODE DIR
  local n=$1 dir=$2
  local i=${n#r}
  [ "$(kind "$n")" = frr ] || i=0
  cat >"$dir/daemons" <<'EOF'
bgpd=yes
ospfd=yes
vtysh_enable=yes
zebra_options="  -A 127.0.0.1 -s 90000000"
bgpd_options="   -A 127.0.0.1"
ospfd_options="  -A 127.0.0.1"
staticd_options="-A 127.0.0.1"
EOF
  # r1: SNMP (agentx) out of every daemon
  [ "$n" = r1 ] && sed -i 's/^\(zebra\|bgpd\|ospfd\)_options="\(.*\)"/\1_options="\2 -M snmp"/' "$dir/daemons"
  # r2: the daemons' own telnet consoles (2601 zebra, 2604 ospfd, 2605 bgpd)
  [ "$n" = r2 ] && sed -i "s/-A 127.0.0.1/-A $(mgmt_ip r2)/" "$dir/daemons"
  echo "service integrated-vtysh-config" >"$dir/vtysh.conf"
  frr_conf "$n" "$i" >"$dir/frr.conf"
  chown -R frr:frr "$dir"
  chmod 750 "$dir"
  chmod 640 "$dir"/*
}
frr_conf() { # NODE NUMBER
  local n=$1 i=$2
  printf 'frr version 8.4.4\nfrr defaults traditional\nhostname %s\n' "$n"
  printf 'log file /var/log/frr/frr.log informational\nservice integrated-vtysh-config\n!\n'
  [ "$n" = r1 ] && printf 'agentx\n!\n'
  [ "$n" = r2 ] && printf 'password %s\nenable password %s\n!\n' "$ADMIN_PW" "$ENABLE_PW"
  printf 'interface lo\n ip address 10.255.0.%s/32\n ip ospf area 0\nexit\n!\n' "$i"
  each_link frr_interface
  printf 'router ospf\n ospf router-id 10.255.0.%s\n timers throttle spf 0 50 500\nexit\n!\n' "$i"
  printf 'router bgp 6500%s\n bgp router-id 10.255.0.%s\n no bgp ebgp-requires-policy\n timers bgp 3 9\n' "$i" "$i"
  each_link frr_neighbour
  printf ' !\n address-family ipv4 unicast\n  network 10.255.0.%s/32\n exit-address-family\nexit\n!\nline vty\n!\n' "$i"
}
frr_interface() { # LINK; $n is the node
  local interface address peer
  if [ "$1" = "$n" ]; then interface=$2 address=$3 peer=$4
  elif [ "$4" = "$n" ]; then interface=$5 address=$6 peer=$1
  else return 0; fi
  cat <<EOF
interface $interface
 description to $peer
 ip address $address/30
 ip ospf area 0
 ip ospf network point-to-point
 ip ospf hello-interval 1
 ip ospf dead-interval 4
exit
!
EOF
}
frr_neighbour() { # LINK; $n is the node
  local address peer
  if [ "$1" = "$n" ]; then address=$6 peer=$4
  elif [ "$4" = "$n" ]; then address=$3 peer=$1
  else return 0; fi
  [ "$peer" = b1 ] && return 0
  printf ' neighbor %s remote-as 6500%s\n neighbor %s description %s\n neighbor %s timers connect 3\n' \
    "$address" "${peer#r}" "$address" "$peer" "$address"
}

write_bird() { # DIR: a second kind of device: configuration file, configure timeout, confirm and undo
  mkdir -p "$1"
  cat >"$1/bird.conf" <<'EOF'
log "/run/bird/bird.log" all;
router id 10.255.0.7;
protocol device { scan time 5; }
protocol direct { ipv4; interface "lo", "eth*"; }
protocol kernel { ipv4 { export all; import none; }; }
protocol ospf v2 ospf1 {
  ipv4 { export where source = RTS_STATIC; };
  area 0 {
    interface "eth1" { type ptp; hello 1; dead 4; };
    interface "lo" { stub; };
  };
}
EOF
  chown -R bird:bird "$1"
  chmod 770 "$1"
  chmod 660 "$1/bird.conf"
}

write_accounts() { # KIND DIR: the node's own users; permission cases among them
  local etc=$2 shell=/usr/bin/vtysh admin ops u
  admin=$(cat "$KEYS/admin.hash") ops=$(cat "$KEYS/ops.hash")
  case $1 in linux | sshonly | bird) shell=/bin/bash ;; esac
  local kept='^(root|daemon|nobody|sshd|frr|_lldpd|Debian-snmp|man|bird):'
  {
    grep -E "$kept" /etc/passwd
    echo "admin:x:2001:2001:Network admin:/home/admin:$shell"
    echo "ops:x:2002:2002:Linux shell:/home/ops:/bin/bash"
    echo "nogroup1:x:2003:2003:vtysh without frrvty:/home/ops:$shell"
    echo "vtyonly:x:2004:2004:frrvty but not frr:/home/ops:$shell"
    [ "$1" = frr ] && echo "lldp:x:2005:2005:lldpcli as shell:/home/ops:/usr/sbin/lldpcli"
  } >"$etc/passwd"
  {
    grep -E "$kept" /etc/shadow 2>/dev/null
    for u in admin nogroup1 vtyonly; do echo "$u:$admin:19700:0:99999:7:::"; done
    echo "ops:$ops:19700:0:99999:7:::"
    [ "$1" = frr ] && echo "lldp:$ops:19700:0:99999:7:::"
  } >"$etc/shadow"
  {
    grep -vE '^(frrvty|frr|_lldpd|adm|bird):' /etc/group
    echo "frrvty:x:$(group_id frrvty):frr,admin,ops,vtyonly"
    echo "frr:x:$(group_id frr):admin,ops"
    echo "_lldpd:x:$(group_id _lldpd):ops,lldp"
    echo "bird:x:$(group_id bird):admin,ops"
    echo "adm:x:4:ops,lldp" # lldpcli is 4750 _lldpd:adm
    echo "admin:x:2001:"
    echo "ops:x:2002:"
    echo "nogroup1:x:2003:"
    echo "vtyonly:x:2004:"
    echo "lldp:x:2005:"
  } >"$etc/group"
  chmod 640 "$etc/shadow"
  chgrp shadow "$etc/shadow"
  for u in admin ops lldp vtyonly nogroup1; do cat "$KEYS"/*.pub >"$etc/ssh/authorized_keys/$u"; done
}
group_id() { getent group "$1" | cut -d: -f3; }

write_node() { # NODE: pristine, unless LAB_KEEP=1
  local n=$1 dir=$STATE/$1 k
  k=$(kind "$n")
  [ "${LAB_KEEP:-0}" = 1 ] && [ -d "$dir/etc/ssh" ] && return
  rm -rf "$dir/etc" "$dir/work" "$dir/home"
  mkdir -p "$dir/work" "$dir/etc/ssh/authorized_keys" "$dir/etc/frr" "$dir/log" "$dir/home/admin" "$dir/home/ops"
  make_host_keys "$n"
  cp "$KEYS/host/$n"/* "$dir/etc/ssh/"
  chmod 600 "$dir"/etc/ssh/ed25519
  [ "$n" = r6 ] && chmod 600 "$dir/etc/ssh/rsa"
  write_sshd "$n" "$dir/etc/ssh"
  write_accounts "$k" "$dir/etc"
  : >"$dir/etc/motd"
  [ "$n" = r3 ] && write_banners "$dir/etc"
  case $k in
    frr | frrlite) write_frr "$n" "$dir/etc/frr" ;;
    bird) write_bird "$dir/etc/bird" ;;
  esac
  chown 2001:2001 "$dir/home/admin"
  chown 2002:2002 "$dir/home/ops"
  chown frr:frr "$dir/log"
  # without the name here lldpd announces itself as localhost
  printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$n" >"$dir/etc/hosts"
  echo "$n" >"$dir/etc/hostname"
}
