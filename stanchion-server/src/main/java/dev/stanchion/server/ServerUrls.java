package dev.stanchion.server;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The URLs of a server: one for each address of an open port, and none for a port that the server
 * does not have. Immutable.
 *
 * @param nats for clients
 * @param monitoring for browsers and probes
 * @param webSocket for clients in browsers
 */
public record ServerUrls(List<String> nats, List<String> monitoring, List<String> webSocket) {
    private static final Comparator<InetAddress> IPV4_FIRST =
            (a, b) -> Boolean.compare(a instanceof Inet6Address, b instanceof Inet6Address);

    public ServerUrls {
        nats = List.copyOf(nats);
        monitoring = List.copyOf(monitoring);
        webSocket = List.copyOf(webSocket);
    }

    /**
     * Lists the URLs of one port.
     *
     * @param host the address listened on; the one that means all interfaces becomes every address
     *     of this machine
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
            return List.of(host); // the port is open, so this address reaches it
        }
    }

    /**
     * Returns the addresses in the order of the Go server: by interface, the loopback first, and
     * for each interface the IPv4 addresses first. Programs take the first URL, and some cannot
     * read IPv6.
     */
    private static List<String> ofThisMachine() throws SocketException {
        List<NetworkInterface> interfaces = new ArrayList<>();
        NetworkInterface.getNetworkInterfaces().asIterator().forEachRemaining(interfaces::add);
        interfaces.sort((a, b) -> Integer.compare(a.getIndex(), b.getIndex()));
        List<String> addresses = new ArrayList<>();
        for (NetworkInterface each : interfaces) {
            List<InetAddress> those = Collections.list(each.getInetAddresses());
            those.sort(IPV4_FIRST);
            those.forEach(address -> addresses.add(NetUtil.toAddressString(address)));
        }
        return addresses;
    }
}
