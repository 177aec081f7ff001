package dev.stanchion.engine.admin;

import dev.stanchion.engine.spi.StoreException;
import java.util.List;

/** Why a request of an operator is not granted, with the facts that an answer needs. */
public sealed interface Failure {
    /** Returns a sentence for people: what happened, and where. */
    String text();

    /**
     * There is no channel of this name.
     *
     * @param near channels whose names differ by little, the nearest first; at most three
     */
    record NoSuchChannel(String channel, List<String> near) implements Failure {
        public NoSuchChannel {
            near = List.copyOf(near);
        }

        @Override
        public String text() {
            return "There is no channel " + channel + didYouMean(near);
        }
    }

    /**
     * The channel has no such position.
     *
     * @param near positions that the operator may mean; at most three
     */
    record NoSuchPosition(String channel, PositionKey position, List<PositionKey> near)
            implements Failure {
        public NoSuchPosition {
            near = List.copyOf(near);
        }

        @Override
        public String text() {
            return "There is no "
                    + position.text()
                    + " on "
                    + channel
                    + didYouMean(near.stream().map(PositionKey::text).toList());
        }
    }

    /** No client of this ID is registered. */
    record NoSuchClient(String clientId, List<String> near) implements Failure {
        public NoSuchClient {
            near = List.copyOf(near);
        }

        @Override
        public String text() {
            return "There is no client " + clientId + didYouMean(near);
        }
    }

    /**
     * A part of the request cannot be right in any state.
     *
     * @param pointer the part, as a JSON pointer into the operation: {@code /to/sequence}
     */
    record Invalid(String pointer, String text) implements Failure {}

    /**
     * The state differs from that of the plan in a way that matters.
     *
     * @param differences all, at least one
     */
    record Stale(Plan now, List<Difference> differences) implements Failure {
        public Stale {
            differences = List.copyOf(differences);
        }

        @Override
        public String text() {
            return "The state has changed since the plan. Now: " + now.summary();
        }
    }

    /** Clients use what is to be deleted. */
    record InUse(String target, List<String> clients) implements Failure {
        public InUse {
            clients = List.copyOf(clients);
        }

        @Override
        public String text() {
            return target
                    + " is in use by "
                    + String.join(", ", clients)
                    + ". Close these clients, or let the operation kick them.";
        }
    }

    /** The message or position that the operation needs is gone; another operation needs none. */
    record Gone(String text) implements Failure {}

    /** The channel has messages already, so imported messages cannot keep their sequences. */
    record Occupied(String text) implements Failure {}

    /**
     * The channel has not the last sequence that the operation is made for.
     *
     * @param wanted the sequence that the operation names
     */
    record Advanced(String channel, long wanted, long last) implements Failure {
        @Override
        public String text() {
            return "%s ends with %s now, not with %s: somebody else has published."
                    .formatted(channel, Sentences.number(last), Sentences.number(wanted));
        }
    }

    /** Another operation on the same target is under way; this one may succeed later. */
    record Busy(String target) implements Failure {
        @Override
        public String text() {
            return "Another operation on " + target + " is under way. Try again.";
        }
    }

    /** The store has failed. The operation may or may not be done after a restart. */
    record StoreFailed(StoreException.Kind kind, String text) implements Failure {}

    /** The server cannot do this with its store. */
    record NotSupported(String verb) implements Failure {
        @Override
        public String text() {
            return "The store of this server does not support " + verb + ".";
        }
    }

    /** The server still reads what an earlier run has stored. */
    record Recovering() implements Failure {
        @Override
        public String text() {
            return "The server is recovering its channels. Try again.";
        }
    }

    /** The server stops, or has lost its store to another server. */
    record Stopping() implements Failure {
        @Override
        public String text() {
            return "The server is stopping.";
        }
    }

    private static String didYouMean(List<String> near) {
        return near.isEmpty() ? "." : "; did you mean " + String.join(" or ", near) + "?";
    }
}
