package dev.stanchion.server.log;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

/** A connection to a syslog. Used by one thread at a time. */
interface SyslogPeer extends AutoCloseable {
    void send(byte[] line) throws IOException;

    @Override
    void close() throws IOException;

    /** Opens a connection. Called again after a connection has broken. */
    @FunctionalInterface
    interface Opener {
        SyslogPeer open() throws IOException;
    }

    /**
     * Returns how to reach the syslog of a URL.
     *
     * @throws SyslogException if the URL is not valid
     */
    static Opener at(String url) {
        URI uri = parsed(url);
        String network = String.valueOf(uri.getScheme());
        return switch (network) {
            case "udp" -> () -> datagrams(address(uri));
            case "tcp" -> () -> stream(address(uri));
            case "unix" -> () -> unix(Path.of(uri.getPath()));
            default -> throw new SyslogException("error invalid network type: \"" + network + "\"");
        };
    }

    private static URI parsed(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw SyslogException.cannotConnect(url + ": " + e.getMessage());
        }
    }

    private static InetSocketAddress address(URI uri) throws IOException {
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IOException(uri + ": missing host or port in address");
        }
        InetSocketAddress address = new InetSocketAddress(uri.getHost(), uri.getPort());
        if (address.isUnresolved()) {
            throw new UnknownHostException("lookup " + uri.getHost() + ": no such host");
        }
        return address;
    }

    /** Returns how to reach this machine's syslog. */
    static Opener ofThisMachine(LocalDatagrams datagrams) {
        return ofThisMachine(
                List.of(Path.of("/dev/log"), Path.of("/var/run/syslog"), Path.of("/var/run/log")),
                datagrams);
    }

    /** Tries each socket as Go does: with datagrams, which is usual, and as a stream. */
    static Opener ofThisMachine(List<Path> sockets, LocalDatagrams datagrams) {
        return () -> {
            for (Path socket : sockets) {
                try {
                    datagrams.send(socket, new byte[0]);
                    return localDatagrams(socket, datagrams);
                } catch (IOException notByDatagrams) {
                    // perhaps it expects a stream
                }
                try {
                    return unix(socket);
                } catch (IOException e) {
                    // try the next one
                }
            }
            throw new IOException("Unix syslog delivery error: no program listens at " + sockets);
        };
    }

    private static SyslogPeer localDatagrams(Path socket, LocalDatagrams datagrams) {
        return new SyslogPeer() {
            @Override
            public void send(byte[] line) throws IOException {
                datagrams.send(socket, line);
            }

            @Override
            public void close() {} // there is no connection
        };
    }

    private static SyslogPeer datagrams(InetSocketAddress address) throws IOException {
        DatagramSocket socket = new DatagramSocket();
        return new SyslogPeer() {
            @Override
            public void send(byte[] line) throws IOException {
                socket.send(new DatagramPacket(line, line.length, address));
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }

    private static SyslogPeer stream(InetSocketAddress address) throws IOException {
        int patienceMillis = 5_000;
        Socket socket = new Socket();
        try {
            socket.connect(address, patienceMillis);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return new SyslogPeer() {
            @Override
            public void send(byte[] line) throws IOException {
                socket.getOutputStream().write(line);
            }

            @Override
            public void close() throws IOException {
                socket.close();
            }
        };
    }

    private static SyslogPeer unix(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
        return new SyslogPeer() {
            @Override
            public void send(byte[] line) throws IOException {
                ByteBuffer left = ByteBuffer.wrap(line);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
