package dev.stanchion.cli.server;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * Datagrams to local sockets, which systemd listens on and the JDK has no sockets for: two calls of
 * the C library. Linux only.
 */
final class Datagrams {
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MAX_PATH_BYTES = 108;
    private static final int HEAD_BYTES = Short.BYTES;

    private Datagrams() {}

    /**
     * Sends one.
     *
     * @param path an abstract address begins with {@code @}
     * @throws IOException if it does not arrive
     */
    static void send(String path, byte[] payload) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length == 0 || name.length >= MAX_PATH_BYTES) {
            throw new IOException(path + ": no address of a local socket");
        }
        if (name[0] == '@') {
            name[0] = 0;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(HEAD_BYTES + MAX_PATH_BYTES);
            address.set(JAVA_SHORT, 0, AF_UNIX);
            MemorySegment.copy(name, 0, address, JAVA_BYTE, HEAD_BYTES, name.length);
            int addressBytes = HEAD_BYTES + name.length + (name[0] == 0 ? 0 : 1);
            send(address, addressBytes, arena.allocateFrom(JAVA_BYTE, payload), path);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("local sockets cannot be reached here: " + e.getMessage(), e);
        }
    }

    private static void send(
            MemorySegment address, int addressBytes, MemorySegment payload, String path)
            throws Throwable {
        int socket =
                (int)
                        call(
                                        "socket",
                                        FunctionDescriptor.of(
                                                JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT))
                                .invokeExact((int) AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (socket < 0) {
            throw new IOException("no socket can be opened");
        }
        try {
            long sent =
                    (long)
                            call(
                                            "sendto",
                                            FunctionDescriptor.of(
                                                    JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG,
                                                    JAVA_INT, ADDRESS, JAVA_INT))
                                    .invokeExact(
                                            socket,
                                            payload,
                                            payload.byteSize(),
                                            0,
                                            address,
                                            addressBytes);
            if (sent < 0) {
                throw new IOException(path + ": no program receives datagrams there");
            }
        } finally {
            int ignored =
                    (int)
                            call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT))
                                    .invokeExact(socket);
        }
    }

    @SuppressWarnings("restricted") // the launchers allow it: --enable-native-access
    private static MethodHandle call(String function, FunctionDescriptor signature) {
        Linker linker = Linker.nativeLinker();
        MemorySegment symbol =
                linker.defaultLookup()
                        .find(function)
                        .orElseThrow(() -> new UnsupportedOperationException(function));
        return linker.downcallHandle(symbol, signature);
    }
}
