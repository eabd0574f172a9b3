package io.netauto.driver.vendor.cisco;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigTextTest {

  @Test
  void secrets_are_removed_and_the_rest_stays() {
    String config =
        """
        hostname core-1
        enable secret 5 $1$abc$def
        username ann privilege 15 secret 9 $9$xyz
        snmp-server community s3cret RO 11
        snmp-server host 192.0.2.9 vrf Mgmt version 2c s3cret
        snmp-server user ops network-admin auth md5 0xaa priv 0xbb localizedkey
        crypto isakmp key k3y address 192.0.2.1
        interface Vlan10
         ip ospf message-digest-key 1 md5 7 0822455D0A16
         standby 1 authentication md5 key-string abc timeout 30
         vrrp 1 authentication text abc
        router bgp 65001
         neighbor 192.0.2.2 password 7 0822455D0A16
        tacacs server one
         address ipv4 192.0.2.3
         key 7 0822455D0A16
        line vty 0 4
         password 7 0822455D0A16
        end\
        """;

    assertThat(ConfigText.sanitized(config))
        .isEqualTo(
            """
            hostname core-1
            enable secret 5 <removed>
            username ann privilege 15 secret 9 <removed>
            snmp-server community <removed>
            snmp-server host 192.0.2.9 vrf Mgmt version 2c <removed>\s
            snmp-server user ops network-admin auth md5 <removed> priv <removed> localizedkey
            crypto isakmp key <removed> address 192.0.2.1
            interface Vlan10
             ip ospf message-digest-key 1 md5 <removed>
             standby 1 authentication md5 key-string <removed>  timeout 30
             vrrp 1 authentication text <removed>
            router bgp 65001
             neighbor 192.0.2.2 password <removed>
            tacacs server one
             address ipv4 192.0.2.3
             key <removed>
            line vty 0 4
             password <removed>
            end\
            """);
  }

  @Test
  void lines_that_change_by_themselves_go() {
    List<Pattern> noise = List.of(Pattern.compile("^! Last configuration change at.*$"));

    assertThat(ConfigText.without(noise, "\n! Last configuration change at 12:00\nhostname a\n\n"))
        .isEqualTo("hostname a");
  }
}
