package dev.stanchion.nats;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out who listens on a port that cannot be opened, for the text of an error. A NATS server
 * tells each connection its name in its first line.
 */
public final class PortHolder {
    private static final int CONNECT_MILLIS = 500;
    private static final int READ_MILLIS = 500;
    private static final int MOST_BYTES = 4096;
    private static final int LONGEST_NAME = 80;
    private static final Pattern NAME =
            Pattern.compile("\"server_name\" ?: ?\"([^\"\\\\\\p{Cntrl}]*)\"");

    private PortHolder() {}

    /**
     * Returns a text such as {@code the NATS server "orders" listens there}. It connects to the
     * port, and waits for at most a second.
     *
     * @param host the address that could not be opened; a wildcard means this machine
     */
    public static String describe(String host, int port) {
        String greeting = greeting(host, port);
        if (!greeting.startsWith("INFO ")) {
            return "another program uses it";
        }
        Matcher name = NAME.matcher(greeting);
        return name.find() && !name.group(1).isEmpty()
                ? "the NATS server \"%s\" listens there".formatted(shortened(name.group(1)))
                : "a NATS server listens there";
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }

    /** Returns the first line, or what has come of it in time; empty if nothing comes. */
    private static String greeting(String host, int port) {
        byte[] bytes = new byte[MOST_BYTES];
        int length = 0;
        try (Socket socket = new Socket()) {
            socket.connect(reachable(host, port), CONNECT_MILLIS);
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READ_MILLIS);
            InputStream in = socket.getInputStream();
            int read = 0;
            int left = READ_MILLIS;
            while (read >= 0 && left > 0 && !isWhole(bytes, length)) {
                socket.setSoTimeout(left); // for all of the line, however slowly it comes
                read = in.read(bytes, length, bytes.length - length);
                length += Math.max(0, read);
                left = (int) TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
        } catch (IOException e) {
            // whoever it is does not speak first
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isWhole(byte[] line, int length) {
        return length == line.length || (length > 0 && line[length - 1] == '\n');
    }

    private static InetSocketAddress reachable(String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        return !address.isUnresolved() && address.getAddress().isAnyLocalAddress()
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
                : address;
    }
}
