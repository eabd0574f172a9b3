# What a client needs to reach the lab: an OpenSSH configuration and a device list.

write_client_files() {
  write_ssh_config >"$LAB/ssh.cfg"
  write_inventory >"$LAB/inventory.csv"
  write_known_hosts >"$LAB/known_hosts"
}
write_known_hosts() { # from the keys themselves, so that a client has nothing to believe
  local n key
  for n in $NODES; do
    key=ed25519
    [ "$n" = r6 ] && key=rsa
    echo "$(mgmt_ip "$n") $(cat "$KEYS/host/$n/$key.pub")"
  done
}
write_ssh_config() {
  cat <<EOF
Host r5 $JUMP_NET.15
  HostName $JUMP_NET.15
  ProxyCommand ssh -F "$LAB/ssh.cfg" -W %h:%p jump
Host r6 $NET.16
  KexAlgorithms +diffie-hellman-group14-sha1
  Ciphers +aes128-cbc
  HostKeyAlgorithms +ssh-rsa
  PubkeyAcceptedAlgorithms ssh-rsa
  IdentityFile "$KEYS/id_rsa"
$(for n in r1 r2 r3 r4 r6 b1 jump hung flaky; do printf 'Host %s\n  HostName %s\n' "$n" "$(mgmt_ip "$n")"; done)
Host *
  User admin
  IdentityFile "$KEYS/id_ed25519"
  IdentitiesOnly yes
  UserKnownHostsFile "$LAB/known_hosts"
  StrictHostKeyChecking accept-new
  LogLevel ERROR
  ConnectTimeout 5
EOF
}
write_inventory() {
  cat <<EOF
name,host,port,protocol,os,user,password,via,note
r1,$NET.11,22,ssh,frr,admin,$ADMIN_PW,,password or key; SNMP v2c public (system IF OSPF BGP4 LLDP MIBs)
r2,$NET.12,22,ssh,frr,admin,$ADMIN_PW,,pages every long output (VTYSH_PAGER=more -e)
r2-telnet,$NET.12,23,telnet,frr,admin,$ADMIN_PW,,inetutils telnetd then login then vtysh
r2-zebra,$NET.12,2601,telnet,frr-vty,,$ADMIN_PW,,zebra's own console: no user name; enable secret $ENABLE_PW; also 2604 ospfd 2605 bgpd
r3,$NET.13,22,ssh,frr,admin,$ADMIN_PW,,62 line pre-login banner and MOTD with prompt-like lines
r4,$NET.14,22,ssh,frr,admin,$ADMIN_PW,,keyboard-interactive only
r5,$JUMP_NET.15,22,ssh,frr,admin,$ADMIN_PW,jump,only through the jump host
r6,$NET.16,22,ssh,frr,admin,$ADMIN_PW,,legacy crypto only: group14-sha1 aes128-cbc hmac-sha1 ssh-rsa
b1,$NET.17,22,ssh,bird,admin,$ADMIN_PW,,birdc; configure timeout/confirm/undo; file by sftp as ops
jump,$NET.50,22,ssh,linux,admin,$ADMIN_PW,,jump host
hung,$NET.51,22,ssh,frr,admin,$ADMIN_PW,,accepts the connection and never answers (sshd stopped)
flaky,$NET.52,22,ssh,frr,admin,$ADMIN_PW,,TCP reset after $FLAKY_BYTES bytes
EOF
}
