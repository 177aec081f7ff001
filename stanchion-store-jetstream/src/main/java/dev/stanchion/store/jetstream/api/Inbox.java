package dev.stanchion.store.jetstream.api;

import dev.stanchion.store.jetstream.cluster.ClusterHandler;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.cluster.ClusterListener;
import dev.stanchion.store.jetstream.cluster.ClusterMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Receives all answers on one link, by one subscription. Each user has a branch with a number of
 * its own: {@code _INBOX.secret.12.} and whatever the user adds. Confined to the link's shard.
 */
public final class Inbox {
    private static final int RADIX = 10;

    private final ClusterLink link;
    private final String secret;
    private final String prefix;
    private final Map<Integer, ClusterHandler> branches = new HashMap<>();
    private final List<ClusterListener> listeners = new ArrayList<>();
    private int lastBranch;

    /**
     * @param secret an unguessable token
     */
    public Inbox(ClusterLink link, String secret) {
        this.link = link;
        this.secret = secret;
        this.prefix = "_INBOX." + secret + ".";
        link.listen(new Everybody());
        link.subscribe(prefix + ">", this::dispatch);
    }

    /** Returns a token that no other inbox has. */
    public String secret() {
        return secret;
    }

    public ClusterLink link() {
        return link;
    }

    /** Opens a branch. Returns what its subjects begin with, up to and including a dot. */
    public Branch open(ClusterHandler handler) {
        int number = ++lastBranch;
        branches.put(number, handler);
        return new Branch(number, prefix + number + ".");
    }

    /** Closes a branch. Messages that arrive for it later are ignored. */
    public void close(Branch branch) {
        branches.remove(branch.number);
    }

    /** A part of the inbox. Immutable. */
    public record Branch(int number, String prefix) {}

    /** Adds a listener that learns when the connection is lost and when there is another one. */
    public void listen(ClusterListener listener) {
        listeners.add(listener);
    }

    /** Removes a listener. */
    public void forget(ClusterListener listener) {
        listeners.remove(listener);
    }

    private void dispatch(ClusterMessage message) {
        int end = message.subjectIndex() + message.subjectLength();
        int number = 0;
        for (int at = message.subjectIndex() + prefix.length(); at < end; at++) {
            int digit = message.buffer().getByte(at) - '0';
            if (digit < 0 || digit >= RADIX) {
                break;
            }
            number = RADIX * number + digit;
        }
        ClusterHandler handler = branches.get(number);
        if (handler != null) {
            handler.onMessage(message);
        }
    }

    /** Returns the part of the subject behind the branch's prefix. */
    public static String tail(ClusterMessage message, Branch branch) {
        int skipped = branch.prefix.length();
        return message.buffer()
                .toString(
                        message.subjectIndex() + skipped,
                        Math.max(0, message.subjectLength() - skipped),
                        StandardCharsets.US_ASCII);
    }

    /** Passes what happens to the connection to all listeners. */
    private final class Everybody implements ClusterListener {
        @Override
        public void onUp() {
            List.copyOf(listeners).forEach(ClusterListener::onUp);
        }

        @Override
        public void onDown() {
            List.copyOf(listeners).forEach(ClusterListener::onDown);
        }

        @Override
        public void onComplaint(String text) {
            List.copyOf(listeners).forEach(each -> each.onComplaint(text));
        }
    }
}
