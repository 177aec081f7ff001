package dev.stanchion.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines to a syslog on a thread of its own, because a slow syslog must not block an event
 * loop that logs. Lines wait in a bounded queue. When the queue is full, the sink drops further
 * lines and counts them. When there is room again, it sends the count. If the connection breaks,
 * the sink opens it again for the current line, and then for each later line.
 */
final class SyslogSink implements Sink {
    private static final int MAX_WAITING = 8192;
    private static final int CLOSE_MILLIS = 2_000;

    private final SyslogPeer.Opener opener;
    private final Formatter format;
    private final BlockingQueue<LogRecord> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private @Nullable SyslogPeer peer;
    private volatile boolean closed;

    /**
     * Connects at once, so that a wrong address is an error before the server starts.
     *
     * @throws SyslogException if it cannot connect
     */
    SyslogSink(SyslogPeer.Opener opener, Formatter format) {
        this.opener = opener;
        this.format = format;
        try {
            peer = opener.open();
        } catch (IOException e) {
            throw SyslogException.cannotConnect(String.valueOf(e.getMessage()));
        }
        thread = new Thread(this::sendAll, "stanchion-syslog");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void write(LogRecord event) {
        if (!waiting.offer(event)) {
            lost.incrementAndGet();
        }
    }

    private void sendAll() {
        try {
            while (!closed || !waiting.isEmpty()) {
                LogRecord next = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (next != null) {
                    tellWhatWasLost();
                    send(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the remaining lines are given up
        } finally {
            closePeer();
        }
    }

    private void tellWhatWasLost() {
        long count = lost.getAndSet(0);
        if (count > 0) {
            LogRecord event =
                    new LogRecord(
                            Level.WARNING,
                            count + " lines of the log are lost: the syslog is too slow");
            event.setLoggerName(Layer.ROOT + ".server");
            send(event);
        }
    }

    private void send(LogRecord event) {
        byte[] line = format.format(event).getBytes(UTF_8);
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                SyslogPeer current = peer;
                if (current == null) {
                    current = opener.open();
                    peer = current;
                }
                current.send(line);
                return;
            } catch (IOException e) {
                closePeer();
            }
        }
        lost.incrementAndGet();
    }

    private void closePeer() {
        SyslogPeer current = peer;
        peer = null;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                // the connection is closed in any case
            }
        }
    }

    @Override
    public boolean reopen() {
        return false;
    }

    /** Sends the waiting lines, in bounded time. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
