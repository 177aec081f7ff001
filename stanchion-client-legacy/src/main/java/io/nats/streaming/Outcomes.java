package io.nats.streaming;

import dev.stanchion.client.ChannelSyntax;
import dev.stanchion.client.StreamingException;
import dev.stanchion.client.StreamingException.Kind;
import dev.stanchion.protocol.Refusal;
import io.nats.client.AuthenticationException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/**
 * Turns the failures of {@code stanchion-client} into the exceptions that programs for {@code
 * java-nats-streaming} expect, with the same texts. The cause has the explanation.
 */
final class Outcomes {
    private static final String CONNECTION_CLOSED = "stan: connection closed";

    private Outcomes() {}

    /** Describes a connection that could not be made. */
    static IOException notConnected(StreamingException failure) throws InterruptedException {
        if (failure.kind() == Kind.UNREACHABLE
                && failure.getCause() instanceof AuthenticationException cause) {
            return cause;
        }
        return noAnswerIs("stan: connect request timeout", failure);
    }

    /** Describes a subscribe request that failed. */
    static IOException notSubscribed(StreamingException failure) throws InterruptedException {
        return noAnswerIs("stan: subscribe request timeout", failure);
    }

    /** Describes the end of a subscription that the server did not confirm. */
    static IOException notEnded(boolean isUnsubscribed, StreamingException failure) {
        try {
            return noAnswerIs(
                    isUnsubscribed
                            ? "stan: unsubscribe request timeout"
                            : "stan: close request timeout",
                    failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IOException(e);
        } catch (IllegalStateException e) { // it was not sent, or there is no connection
            return new IOException(e.getMessage(), failure);
        }
    }

    private static IOException noAnswerIs(String text, StreamingException failure)
            throws InterruptedException {
        throwIfItsCallers(failure);
        return switch (failure.kind()) {
            case NO_ANSWER -> new IOException(text, failure);
            case REFUSED -> new IOException(serverText(failure), failure);
            default -> new IOException(failure.getMessage(), failure);
        };
    }

    /** Throws what is no fault of the server: a wrong value, an interrupt, an ended connection. */
    static void throwIfItsCallers(StreamingException failure) throws InterruptedException {
        switch (failure.kind()) {
            case INVALID -> throw new IllegalArgumentException(failure.getMessage(), failure);
            case CLOSED, LOST -> throw closed(failure);
            case INTERRUPTED -> {
                boolean unused = Thread.interrupted(); // the exception says it
                InterruptedException interrupted = new InterruptedException(failure.getMessage());
                interrupted.initCause(failure);
                throw interrupted;
            }
            default -> {}
        }
    }

    static IllegalStateException closed(StreamingException failure) {
        return new IllegalStateException(CONNECTION_CLOSED, failure);
    }

    static IllegalStateException closed() {
        return new IllegalStateException(CONNECTION_CLOSED);
    }

    /**
     * Describes what became of a publish that was sent.
     *
     * @return {@link TimeoutException} or {@link IOException}
     */
    static Exception notStored(StreamingException failure) {
        return switch (failure.kind()) {
            case NO_ANSWER -> timeout(failure);
            case REFUSED -> new IOException(serverText(failure), failure);
            default -> new IOException(CONNECTION_CLOSED, failure);
        };
    }

    static TimeoutException timeout(StreamingException failure) {
        TimeoutException timeout = new TimeoutException("stan: publish ack timeout");
        timeout.initCause(failure);
        return timeout;
    }

    /**
     * Checks a channel name, which the server would refuse with the same text.
     *
     * @throws IOException if it is not valid
     */
    static void checkChannel(String channel, Refusal refusal) throws IOException {
        try {
            ChannelSyntax.check(channel);
        } catch (StreamingException e) {
            throw new IOException(refusal.text(), e);
        }
    }

    /** Refuses as the server would. */
    static void require(boolean holds, Refusal refusal) throws IOException {
        if (!holds) {
            throw new IOException(refusal.text());
        }
    }

    private static String serverText(StreamingException failure) {
        return failure.serverError().orElse(failure.problem());
    }
}
