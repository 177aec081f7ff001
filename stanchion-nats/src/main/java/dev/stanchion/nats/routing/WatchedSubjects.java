package dev.stanchion.nats.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The watches, by the tokens of their subjects. A subscription without wildcards finds its watches
 * with one lookup for each token. A subscription with wildcards visits everything that it matches.
 *
 * <p>Used under the router's lock only.
 */
final class WatchedSubjects {
    private static final class Node {
        private final List<InterestWatch> here = new ArrayList<>(1);
        private @Nullable ByteTable<Node> children;

        boolean isEmpty() {
            ByteTable<Node> table = children;
            return here.isEmpty() && (table == null || table.isEmpty());
        }

        void forEachChild(Consumer<Node> visitor) {
            if (children != null) {
                children.forEach(visitor);
            }
        }
    }

    private final SubjectHash hash;
    private final Node root = new Node();

    WatchedSubjects(SubjectHash hash) {
        this.hash = hash;
    }

    boolean isEmpty() {
        return root.isEmpty();
    }

    void add(InterestWatch watch) {
        byte[] subject = watch.subject();
        Node node = root;
        for (int start = 0; start <= subject.length; ) {
            int end = Subjects.tokenEnd(subject, start, subject.length);
            node = childOrNew(node, subject, start, end);
            start = end + 1;
        }
        node.here.add(watch);
    }

    private Node childOrNew(Node node, byte[] subject, int start, int end) {
        Node child = child(node, subject, start, end);
        if (child == null) {
            child = new Node();
            ByteTable<Node> table = node.children;
            if (table == null) {
                table = new ByteTable<>();
                node.children = table;
            }
            byte[] token = Arrays.copyOfRange(subject, start, end);
            table.put(token, hash.of(token, 0, token.length), child);
        }
        return child;
    }

    private @Nullable Node child(Node node, byte[] subject, int start, int end) {
        ByteTable<Node> table = node.children;
        int length = end - start;
        return table == null
                ? null
                : table.get(subject, start, length, hash.of(subject, start, length));
    }

    /** Removes a watch that was added. */
    void remove(InterestWatch watch) {
        remove(root, watch, 0);
    }

    private void remove(Node node, InterestWatch watch, int start) {
        byte[] subject = watch.subject();
        if (start > subject.length) {
            node.here.remove(watch);
            return;
        }
        int end = Subjects.tokenEnd(subject, start, subject.length);
        Node child = child(node, subject, start, end);
        if (child == null) {
            return;
        }
        remove(child, watch, end + 1);
        ByteTable<Node> table = node.children;
        if (child.isEmpty() && table != null) {
            byte[] token = Arrays.copyOfRange(subject, start, end);
            table.remove(token, hash.of(token, 0, token.length));
        }
    }

    /** Counts a subscription that begins (1) or ends (-1). */
    void adjust(byte[] pattern, int by) {
        adjust(root, pattern, 0, by);
    }

    private void adjust(Node node, byte[] pattern, int start, int by) {
        int end = Subjects.tokenEnd(pattern, start, pattern.length);
        if (Subjects.isToken(pattern, start, end, '>')) {
            node.forEachChild(child -> adjustAll(child, by));
        } else if (Subjects.isToken(pattern, start, end, '*')) {
            node.forEachChild(child -> step(child, pattern, end, by));
        } else {
            Node child = child(node, pattern, start, end);
            if (child != null) {
                step(child, pattern, end, by);
            }
        }
    }

    private void step(Node child, byte[] pattern, int tokenEnd, int by) {
        if (tokenEnd == pattern.length) {
            adjustHere(child, by);
        } else {
            adjust(child, pattern, tokenEnd + 1, by);
        }
    }

    private static void adjustAll(Node node, int by) {
        adjustHere(node, by);
        node.forEachChild(child -> adjustAll(child, by));
    }

    private static void adjustHere(Node node, int by) {
        for (int i = 0; i < node.here.size(); i++) {
            node.here.get(i).adjust(by);
        }
    }
}
