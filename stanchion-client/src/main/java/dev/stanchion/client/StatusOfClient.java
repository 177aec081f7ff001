package dev.stanchion.client;

import dev.stanchion.client.ClientStatus.State;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The state of a client and its changes. Safe for use by many threads. */
final class StatusOfClient {
    /** Changes under the lock of this object; each publish reads it without. */
    private volatile State state = State.CONNECTING;

    private String clientId = "";
    private Instant since = Instant.now();
    private @Nullable StreamingException problem;
    private CompletableFuture<Void> connected = new CompletableFuture<>();

    synchronized void connected(String asClientId) {
        if (isUsable()) {
            clientId = asClientId;
            move(State.CONNECTED, null);
            connected.complete(null);
        }
    }

    synchronized void lost(StreamingException reason) {
        if (isUsable()) {
            move(State.RECOVERING, reason);
            connected = new CompletableFuture<>();
        }
    }

    /** Takes note of why an attempt failed. */
    synchronized void problem(StreamingException reason) {
        problem = reason;
    }

    /** Returns false if it had ended before. */
    synchronized boolean failed(StreamingException reason) {
        return isUsable() && end(State.FAILED, reason);
    }

    /** Returns false if it was closed before. */
    synchronized boolean closed() {
        return state != State.CLOSED && end(State.CLOSED, Failures.closed("the client"));
    }

    private boolean end(State last, StreamingException reason) {
        move(last, reason);
        connected.completeExceptionally(reason);
        return true;
    }

    private void move(State next, @Nullable StreamingException reason) {
        state = next;
        since = Instant.now();
        problem = reason;
    }

    boolean isUsable() {
        return state != State.FAILED && state != State.CLOSED;
    }

    /**
     * Throws why the client ended, if it did.
     *
     * @throws StreamingException ({@code CLOSED}, or why it failed)
     */
    void checkUsable() {
        if (!isUsable()) {
            throw reasonOfEnd();
        }
    }

    private synchronized StreamingException reasonOfEnd() {
        return problem == null || state == State.CLOSED
                ? Failures.closed("the client")
                : Failures.failed(problem);
    }

    /** Completes when the client is connected; exceptionally if it ends before. */
    synchronized CompletableFuture<Void> whenConnected() {
        return connected;
    }

    /** Returns the ID with which the client is or was registered; empty before the first time. */
    synchronized String clientId() {
        return clientId;
    }

    synchronized ClientStatus snapshot(String server, int subscriptions) {
        return new ClientStatus(
                state, clientId, server, since, subscriptions, Optional.ofNullable(problem));
    }
}
