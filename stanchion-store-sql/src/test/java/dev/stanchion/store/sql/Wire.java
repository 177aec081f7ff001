package dev.stanchion.store.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The network between a store and its database, which a test can cut and stall. Safe for use by
 * many threads.
 */
public final class Wire implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerSocket entrance;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.SOUND;

    private enum State {
        /** Everything passes. */
        SOUND,
        /** Nothing passes, and both sides get no error. */
        STALLED,
        /** Connections break, and new ones are refused. */
        CUT
    }

    /**
     * @param port the port of the database on this machine
     */
    public Wire(int port) {
        this.port = port;
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("wire-entrance", this::accept);
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the port that forwards to the database. */
    public int port() {
        return entrance.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = entrance.accept();
                sockets.add(near);
                if (is(State.CUT)) {
                    close(near);
                    continue;
                }
                Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(far);
                start("wire-out", () -> copy(near, far));
                start("wire-back", () -> copy(far, near));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private boolean is(State other) {
        lock.lock();
        try {
            return state == other;
        } finally {
            lock.unlock();
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitFlow();
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException | InterruptedException e) {
            // the other direction ends with this one
        } finally {
            close(from);
            close(to);
        }
    }

    private void awaitFlow() throws InterruptedException {
        lock.lock();
        try {
            while (state == State.STALLED) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Breaks all connections and refuses new ones. */
    public void cut() {
        become(State.CUT);
        sockets.forEach(this::close);
    }

    /** Stops forwarding without an error. */
    public void stall() {
        become(State.STALLED);
    }

    /** Forwards everything again. */
    public void heal() {
        become(State.SOUND);
    }

    private void become(State next) {
        lock.lock();
        try {
            state = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // the socket is closed even after an error
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
