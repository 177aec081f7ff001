package dev.stanchion.kit.cluster.stream;

import dev.stanchion.kit.cluster.core.ClusterWorld;
import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.core.Outbox;
import dev.stanchion.kit.cluster.core.SubjectFilter;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All streams of an account, and where messages to them go. Confined to the thread of the test. */
public final class JetStream {
    private static final String API = "$JS.API.";
    private static final String DIRECT = API + "DIRECT.GET.";
    private static final String FLOW_CONTROL = "$JS.FC.";

    private final ClusterWorld world;
    private final Outbox outbox;
    private final Map<String, SimulatedStream> streams = new TreeMap<>();
    private final StreamApi api;
    private final ConsumerApi consumerApi;
    private final MessageGets gets;

    public JetStream(ClusterWorld world, Outbox outbox) {
        this.world = world;
        this.outbox = outbox;
        api = new StreamApi(this, world, outbox);
        consumerApi = new ConsumerApi(this, world, outbox);
        gets = new MessageGets(world, outbox);
    }

    /** Receives a message; tells whether anybody here listens to its subject. */
    public boolean receive(CoreMessage message) {
        String subject = message.subject();
        if (subject.startsWith(DIRECT)) {
            return get(message);
        }
        if (subject.startsWith(API + "CONSUMER.")) {
            consumerApi.receive(message);
            return true;
        }
        if (subject.startsWith(API)) {
            api.receive(message);
            return true;
        }
        if (subject.startsWith(FLOW_CONTROL)) {
            answerFlowControl(subject);
            return true;
        }
        return streams.values().stream()
                .filter(stream -> stream.takes(subject))
                .findFirst()
                .map(stream -> stream.receive(message))
                .orElse(false);
    }

    private boolean get(CoreMessage message) {
        String[] tokens = message.subject().substring(DIRECT.length()).split("\\.", 2);
        SimulatedStream stream = streams.get(tokens[0]);
        if (stream == null || !stream.configuration().allowsDirect()) {
            return false;
        }
        if (tokens.length == 1) {
            gets.answer(stream, message);
        } else {
            gets.answerLast(stream, tokens[1], message);
        }
        return true;
    }

    private void answerFlowControl(String subject) {
        String[] tokens = subject.split("\\.", -1);
        Optional.ofNullable(streams.get(tokens[2]))
                .flatMap(stream -> stream.consumers().find(tokens[3]))
                .ifPresent(consumer -> consumer.answered(subject));
    }

    /** Returns a stream, to look at and to disturb. */
    public Optional<SimulatedStream> find(String name) {
        return Optional.ofNullable(streams.get(name));
    }

    /** Returns all streams, by name. */
    public Collection<SimulatedStream> all() {
        return streams.values();
    }

    /** Lets consumers notice that somebody has subscribed. */
    public void interestChanged() {
        streams.values().forEach(stream -> stream.consumers().pump());
    }

    SimulatedStream create(StreamConfiguration configuration) {
        SimulatedStream stream = new SimulatedStream(configuration, world, outbox);
        streams.put(configuration.name(), stream);
        return stream;
    }

    /** Deletes a stream; tells whether there was one. */
    public boolean delete(String name) {
        SimulatedStream deleted = streams.remove(name);
        if (deleted != null) {
            deleted.delete();
        }
        return deleted != null;
    }

    /** Tells whether another stream than the named one takes some of these subjects. */
    boolean isTaken(Collection<String> subjects, String exceptBy) {
        return streams.values().stream()
                .filter(stream -> !stream.name().equals(exceptBy))
                .flatMap(stream -> stream.configuration().subjects().stream())
                .map(SubjectFilter::new)
                .anyMatch(taken ->
                        subjects.stream().map(SubjectFilter::new).anyMatch(taken::overlaps));
    }
}
