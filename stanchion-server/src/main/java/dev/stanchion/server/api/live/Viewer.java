package dev.stanchion.server.api.live;

import dev.stanchion.server.http.EventStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream of events about some topics. It sends what has changed when its client has taken the
 * last event; what changed meanwhile comes as one snapshot. Confined to the port's thread.
 */
public final class Viewer implements EventStream {
    private final Place place;
    private final List<Topic> topics;
    private final List<Long> known;
    private final List<Seen> seen = new ArrayList<>();
    private @Nullable Outlet outlet;
    private boolean isCounted;

    /**
     * What a viewer looks at. Immutable.
     *
     * @param name of its events
     * @param key tells it from others, also by who may see it
     */
    public record Topic(String name, String key, Source source) {}

    /**
     * Where viewers are.
     *
     * @param address of the client
     * @param mayLook whether the client may still look
     */
    public record Place(
            Samplers samplers,
            OpenStreams open,
            String address,
            BooleanSupplier mayLook,
            Executor port) {}

    private static final class Seen {
        private final Sampler sampler;
        private long version;

        Seen(Sampler sampler, long version) {
            this.sampler = sampler;
            this.version = version;
        }
    }

    private Viewer(Place place, List<Topic> topics, List<Long> known) {
        this.place = place;
        this.topics = List.copyOf(topics);
        this.known = known;
    }

    /**
     * Returns a viewer.
     *
     * @param lastEventId of the last event that the client has; it gets nothing twice if the topics
     *     are the same. Empty for none
     * @throws dev.stanchion.server.http.ProblemException if there are too many
     */
    public static Viewer of(Place place, List<Topic> topics, String lastEventId) {
        place.open().requireRoom(place.address());
        place.samplers().requireRoom(topics.stream().map(Topic::key).toList());
        return new Viewer(place, topics, versions(lastEventId, topics.size()));
    }

    private static List<Long> versions(String id, int count) {
        List<Long> versions = new ArrayList<>();
        for (String part : id.split("-", -1)) {
            if (!part.matches("\\d{1,18}") && !part.matches("[1-8]\\d{18}")) {
                return List.of();
            }
            versions.add(Long.parseLong(part));
        }
        return versions.size() == count ? versions : List.of();
    }

    @Override
    public void begin(Outlet to) {
        outlet = to;
        isCounted = place.open().admit(place.address(), to);
        if (!isCounted) {
            return;
        }
        for (int i = 0; i < topics.size(); i++) {
            Topic topic = topics.get(i);
            Sampler sampler =
                    place.samplers().of(topic.key(), topic.name(), topic.source(), place.port());
            seen.add(new Seen(sampler, known.isEmpty() ? -1 : known.get(i)));
        }
        seen.forEach(each -> each.sampler.add(this));
        offer();
    }

    /** Sends what has changed, if the client can take it. */
    void offer() {
        Outlet to = outlet;
        if (to == null) {
            return;
        }
        if (!place.mayLook().getAsBoolean()) {
            Events.end(to, "the session has ended");
            return;
        }
        if (!to.isFree()) {
            return;
        }
        List<byte[]> events = new ArrayList<>();
        for (Seen each : seen) {
            if (each.sampler.hasContent() && each.sampler.version() != each.version) {
                events.add(each.sampler.eventAfter(each.version));
                each.version = each.sampler.version();
            }
        }
        if (!events.isEmpty()) {
            // The last event has the ID: whoever has got it has got all before it.
            to.send("id: " + id() + "\n", events);
        }
    }

    private String id() {
        return String.join(
                "-", seen.stream().map(each -> Long.toString(Math.max(0, each.version))).toList());
    }

    @Override
    public void ended() {
        outlet = null;
        seen.forEach(each -> each.sampler.remove(this));
        if (isCounted) {
            place.open().end(place.address());
        }
    }
}
