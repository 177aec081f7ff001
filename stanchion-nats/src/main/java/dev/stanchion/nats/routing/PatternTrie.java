package dev.stanchion.nats.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions with wildcards, as a trie with one level for each token.
 *
 * <p>There is one writer at a time, under the router's lock. Readers follow volatile references. A
 * writer unlinks a node that has become empty; a reader that is still at this node finds nothing
 * there, which is correct.
 */
final class PatternTrie<S extends Subscription> {
    private static final class Node<S extends Subscription> {
        private volatile Matches<S> here = Matches.empty();
        private volatile @Nullable ByteTable<Node<S>> literals;

        /** The child for {@code *}. */
        private volatile @Nullable Node<S> any;

        /** The child for {@code >}, which is always a leaf. */
        private volatile @Nullable Node<S> rest;

        boolean isEmpty() {
            ByteTable<Node<S>> table = literals;
            return here.isEmpty()
                    && any == null
                    && rest == null
                    && (table == null || table.isEmpty());
        }
    }

    private final SubjectHash hash;
    private final Node<S> root = new Node<>();

    PatternTrie(SubjectHash hash) {
        this.hash = hash;
    }

    /**
     * Adds the subscriptions that match a subject without empty tokens to {@code found}. For any
     * thread.
     */
    Matches<S> match(byte[] subject, int length, Matches<S> found) {
        return descend(root, subject, 0, length, found);
    }

    private Matches<S> descend(
            Node<S> node, byte[] subject, int start, int length, Matches<S> before) {
        Node<S> rest = node.rest;
        Matches<S> found = rest == null ? before : before.and(rest.here);
        int end = Subjects.tokenEnd(subject, start, length);
        ByteTable<Node<S>> literals = node.literals;
        if (literals != null) {
            int tokenHash = hash.of(subject, start, end - start);
            Node<S> child = literals.get(subject, start, end - start, tokenHash);
            found = step(child, subject, end, length, found);
        }
        return step(node.any, subject, end, length, found);
    }

    private Matches<S> step(
            @Nullable Node<S> child, byte[] subject, int tokenEnd, int length, Matches<S> found) {
        if (child == null) {
            return found;
        }
        return tokenEnd == length
                ? found.and(child.here)
                : descend(child, subject, tokenEnd + 1, length, found);
    }

    /** Adds a subscription. Writers only. */
    void add(S subscription) {
        byte[] subject = subscription.subject();
        Node<S> node = root;
        for (int start = 0; start <= subject.length; ) {
            int end = Subjects.tokenEnd(subject, start, subject.length);
            Node<S> next = child(node, subject, start, end);
            if (next == null) {
                next = new Node<>();
                link(node, subject, start, end, next);
            }
            node = next;
            start = end + 1;
        }
        node.here = node.here.with(subscription);
    }

    /** Removes a subscription, if it is there. Writers only. */
    void remove(S subscription) {
        byte[] subject = subscription.subject();
        List<Node<S>> path = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        Node<S> node = root;
        for (int start = 0; start <= subject.length; ) {
            int end = Subjects.tokenEnd(subject, start, subject.length);
            path.add(node);
            starts.add(start);
            Node<S> next = child(node, subject, start, end);
            if (next == null) {
                return;
            }
            node = next;
            start = end + 1;
        }
        node.here = node.here.without(subscription);
        prune(node, path, starts, subject);
    }

    private void prune(Node<S> leaf, List<Node<S>> path, List<Integer> starts, byte[] subject) {
        Node<S> node = leaf;
        for (int i = path.size() - 1; i >= 0 && node.isEmpty(); i--) {
            int start = starts.get(i);
            link(
                    path.get(i),
                    subject,
                    start,
                    Subjects.tokenEnd(subject, start, subject.length),
                    null);
            node = path.get(i);
        }
    }

    private @Nullable Node<S> child(Node<S> node, byte[] subject, int start, int end) {
        if (Subjects.isToken(subject, start, end, '*')) {
            return node.any;
        }
        if (Subjects.isToken(subject, start, end, '>')) {
            return node.rest;
        }
        ByteTable<Node<S>> literals = node.literals;
        int length = end - start;
        return literals == null
                ? null
                : literals.get(subject, start, length, hash.of(subject, start, length));
    }

    private void link(Node<S> node, byte[] subject, int start, int end, @Nullable Node<S> child) {
        if (Subjects.isToken(subject, start, end, '*')) {
            node.any = child;
        } else if (Subjects.isToken(subject, start, end, '>')) {
            node.rest = child;
        } else {
            linkLiteral(node, Arrays.copyOfRange(subject, start, end), child);
        }
    }

    private void linkLiteral(Node<S> node, byte[] token, @Nullable Node<S> child) {
        ByteTable<Node<S>> literals = node.literals;
        int tokenHash = hash.of(token, 0, token.length);
        if (child == null) {
            if (literals != null) {
                literals.remove(token, tokenHash);
            }
            return;
        }
        if (literals == null) {
            literals = new ByteTable<>();
        }
        literals.put(token, tokenHash, child);
        node.literals = literals;
    }
}
