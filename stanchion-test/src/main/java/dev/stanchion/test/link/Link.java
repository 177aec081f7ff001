package dev.stanchion.test.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One connection of a client, and how it is disturbed. Two threads pass its bytes on, one for each
 * direction. Safe for use by many threads.
 */
public final class Link {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final Socket client;
    private final Socket server;
    private final String clientAddress;
    private final String knownAs;
    private final Consumer<Link> onClosed;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isSilent;
    private long bytesPerSecond;
    private long delayNanos;

    Link(Socket client, Socket server, Consumer<Link> onClosed) {
        this.client = client;
        this.server = server;
        this.clientAddress = "127.0.0.1:" + client.getPort();
        this.knownAs = "127.0.0.1:" + server.getLocalPort();
        this.onClosed = onClosed;
    }

    void begin() {
        Thread.ofVirtual().name("test-broker-link-in").start(() -> pass(client, server));
        Thread.ofVirtual().name("test-broker-link-out").start(() -> pass(server, client));
    }

    boolean isKnownAs(String description) {
        return description.equals(knownAs) || description.startsWith(knownAs + " ");
    }

    /** Returns the address by which the server knows the client. */
    public String knownAs() {
        return knownAs;
    }

    /** Returns the client's own address. */
    public String clientAddress() {
        return clientAddress;
    }

    /** Returns whether its bytes are held. */
    public boolean isSilent() {
        lock.lock();
        try {
            return isSilent;
        } finally {
            lock.unlock();
        }
    }

    /** Holds all bytes in both directions. Both ends believe that the other one says nothing. */
    public void silence() {
        change(() -> isSilent = true);
    }

    /** Lets the bytes go on that {@link #silence} has held. */
    public void resume() {
        change(() -> isSilent = false);
    }

    /**
     * Limits each direction.
     *
     * @param bytes per second, at least 1
     */
    public void slow(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException(
                    "slow: %d bytes per second (expected: at least 1)".formatted(bytes));
        }
        change(() -> bytesPerSecond = bytes);
    }

    /** Delays the bytes of each direction, in real time. */
    public void delay(Duration delay) {
        if (delay.isNegative() || delay.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("delay: %s (expected: 0 to 1 min)".formatted(delay));
        }
        change(() -> delayNanos = delay.toNanos());
    }

    /** Ends all disturbances. */
    public void heal() {
        change(() -> {
            isSilent = false;
            bytesPerSecond = 0;
            delayNanos = 0;
        });
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Passes bytes on until one end closes. */
    private void pass(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            while (true) {
                int most = chunkBytes();
                int count = in.read(chunk, 0, most);
                if (count < 0) {
                    break;
                }
                hold(count);
                out.write(chunk, 0, count);
            }
        } catch (IOException e) {
            // an end has closed; so does the other
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /** Returns how much is read at once, so that a slow connection flows evenly. */
    private int chunkBytes() {
        lock.lock();
        try {
            return bytesPerSecond == 0
                    ? CHUNK_BYTES
                    : (int) Math.max(1, Math.min(CHUNK_BYTES, bytesPerSecond / 10));
        } finally {
            lock.unlock();
        }
    }

    /** Waits as long as the disturbances want for that many bytes. */
    private void hold(int bytes) throws InterruptedException {
        long since = System.nanoTime();
        lock.lock();
        try {
            while (!isClosed.get()) {
                long pause = pauseNanos(bytes) - (System.nanoTime() - since);
                if (isSilent) {
                    changed.await();
                } else if (pause > 0) {
                    changed.await(pause, TimeUnit.NANOSECONDS);
                } else {
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private long pauseNanos(int bytes) {
        long slow = bytesPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) * bytes / bytesPerSecond;
        return slow + delayNanos;
    }

    /** Ends the connection, for both ends at once. Idempotent. */
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            closeQuietly(client);
            closeQuietly(server);
            change(() -> {});
            onClosed.accept(this);
        }
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use any more, closed or not
        }
    }
}
