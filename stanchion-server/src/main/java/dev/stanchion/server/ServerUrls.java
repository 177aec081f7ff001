package dev.stanchion.server;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Where a server is reached: a URL for each address that a port is open on, and none for what the
 * server does not have. Immutable.
 *
 * @param nats for clients
 * @param monitoring for browsers and probes
 * @param webSocket for clients in browsers
 */
public record ServerUrls(List<String> nats, List<String> monitoring, List<String> webSocket) {
    public ServerUrls {
        nats = List.copyOf(nats);
        monitoring = List.copyOf(monitoring);
        webSocket = List.copyOf(webSocket);
    }

    /**
     * Lists the URLs of one port.
     *
     * @param host as it is listened on; one that stands for all is every address of this machine
     */
    static List<String> of(String scheme, String host, int port) {
        return addresses(host).stream()
                .map(address -> scheme + "://" + ClientAddress.bracketed(address) + ":" + port)
                .toList();
    }

    private static List<String> addresses(String host) {
        try {
            InetAddress listening = InetAddress.getByName(host);
            return listening.isAnyLocalAddress()
                    ? ofThisMachine()
                    : List.of(NetUtil.toAddressString(listening));
        } catch (UnknownHostException | SocketException e) {
            return List.of(host); // the port is open, so this reaches it somehow
        }
    }

    private static List<String> ofThisMachine() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(NetUtil::toAddressString)
                .toList();
    }
}
