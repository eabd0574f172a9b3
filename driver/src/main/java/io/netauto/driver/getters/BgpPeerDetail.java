package io.netauto.driver.getters;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * All that a device tells of a BGP neighbour; -1 and empty texts for what is unknown.
 *
 * @param holdtime seconds, as agreed with the neighbour
 * @param keepalive seconds, as agreed with the neighbour
 */
public record BgpPeerDetail(
    boolean up,
    long localAs,
    long remoteAs,
    String routerId,
    String localAddress,
    String routingTable,
    boolean localAddressConfigured,
    int localPort,
    String remoteAddress,
    int remotePort,
    boolean multihop,
    boolean multipath,
    boolean removePrivateAs,
    String importPolicy,
    String exportPolicy,
    long inputMessages,
    long outputMessages,
    long inputUpdates,
    long outputUpdates,
    long messagesQueuedOut,
    String connectionState,
    String previousConnectionState,
    String lastEvent,
    @JsonProperty("suppress_4byte_as") boolean suppress4ByteAs,
    boolean localAsPrepend,
    int holdtime,
    int configuredHoldtime,
    int keepalive,
    int configuredKeepalive,
    long activePrefixCount,
    long receivedPrefixCount,
    long acceptedPrefixCount,
    long suppressedPrefixCount,
    long advertisedPrefixCount,
    long flapCount) {}
