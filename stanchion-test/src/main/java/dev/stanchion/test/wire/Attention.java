package dev.stanchion.test.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What clients still owe: answers to heartbeats, and acknowledgements of messages that were sent a
 * moment ago. Safe for use by many threads.
 */
public final class Attention {
    private static final int MOST_ENTRIES = 100_000;

    /** The questions to clients, by the subject of the answer. */
    private final Map<String, Question> questions = new LinkedHashMap<>();

    /** When messages were sent, in real time, the oldest first. */
    private final Map<Sent, Long> unacknowledged = new LinkedHashMap<>();

    /** Heartbeat inboxes of clients that once did not answer in time. */
    private final Set<String> unresponsive = new HashSet<>();

    /** A heartbeat on its way. */
    record Question(String inbox, String clientId) {}

    private record Sent(String inbox, long sequence) {}

    synchronized void asked(String replyTo, String inbox, String clientId) {
        bound(questions);
        questions.put(replyTo, new Question(inbox, clientId));
    }

    synchronized void answered(String replyTo) {
        Question question = questions.remove(replyTo);
        if (question != null) {
            unresponsive.remove(question.inbox());
        }
    }

    synchronized void sent(String inbox, long sequence, long realNanos) {
        bound(unacknowledged);
        Sent sent = new Sent(inbox, sequence);
        unacknowledged.remove(sent); // the newest is the last
        unacknowledged.put(sent, realNanos);
    }

    synchronized void acknowledged(String inbox, long sequence) {
        unacknowledged.remove(new Sent(inbox, sequence));
    }

    synchronized void ended(String inbox) {
        unacknowledged.keySet().removeIf(sent -> sent.inbox().equals(inbox));
    }

    private static void bound(Map<?, ?> map) {
        if (map.size() >= MOST_ENTRIES) {
            Iterator<?> oldest = map.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /**
     * Returns whether a client that should answer has not.
     *
     * @param cannot whether nobody listens on a heartbeat inbox, or its connection is disturbed
     */
    public boolean isAnswerDue(Predicate<String> cannot) {
        // asked without the lock, because the answer needs locks of others, who need this one
        Map<String, Question> given = open();
        given.values().removeIf(question -> !cannot.test(question.inbox()));
        return isAnyLeftBut(given.keySet());
    }

    private synchronized Map<String, Question> open() {
        questions.values().removeIf(each -> unresponsive.contains(each.inbox()));
        return new LinkedHashMap<>(questions);
    }

    private synchronized boolean isAnyLeftBut(Set<String> vain) {
        questions.keySet().removeAll(vain);
        return !questions.isEmpty();
    }

    /** Stops waiting for the clients that owe an answer, until they answer. Returns their IDs. */
    public synchronized List<String> giveUp() {
        List<String> clients = new ArrayList<>();
        for (Question question : questions.values()) {
            if (unresponsive.add(question.inbox())) {
                clients.add(question.clientId());
            }
        }
        questions.clear();
        return clients;
    }

    /**
     * Returns whether a message that was sent after this real time waits for its acknowledgement.
     */
    public synchronized boolean isAckDue(long sinceRealNanos) {
        return unacknowledged.values().stream().anyMatch(at -> at - sinceRealNanos > 0);
    }

    /** Forgets all that is owed. */
    public synchronized void clear() {
        questions.clear();
        unacknowledged.clear();
        unresponsive.clear();
    }
}
