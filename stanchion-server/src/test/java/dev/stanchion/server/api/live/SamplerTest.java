package dev.stanchion.server.api.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.server.http.EventStream.Outlet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Samplers and viewers on a virtual clock. */
class SamplerTest {
    private final AtomicLong nanos = new AtomicLong();
    private final List<Task> tasks = new ArrayList<>();
    private final Samplers samplers =
            new Samplers(
                    (after, port, task) -> tasks.add(new Task(nanos.get() + after.toNanos(), task)),
                    nanos::get,
                    1);
    private final OpenStreams open = new OpenStreams();
    private final AtomicBoolean mayLook = new AtomicBoolean(true);
    private final SequencedMap<String, String> rows = new LinkedHashMap<>();
    private int taken;
    private long cost;

    private record Task(long atNanos, Runnable action) {}

    private static final class Screen implements Outlet {
        private final List<String> events = new ArrayList<>();
        private final List<byte[]> parts = new ArrayList<>();
        private boolean isFree = true;
        private boolean isClosed;

        @Override
        public boolean isFree() {
            return isFree;
        }

        @Override
        public void send(String text) {
            if (!text.equals(Events.BEGIN)) {
                events.add(text);
            }
        }

        @Override
        public void send(String first, List<byte[]> shared) {
            StringBuilder text = new StringBuilder();
            shared.subList(0, shared.size() - 1)
                    .forEach(part -> text.append(new String(part, UTF_8)));
            events.add(text.append(first).append(new String(shared.getLast(), UTF_8)).toString());
            parts.addAll(shared);
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    private void pass(Duration time) {
        long end = nanos.get() + time.toNanos();
        while (true) {
            List<Task> due = tasks.stream().filter(task -> task.atNanos <= end).toList();
            if (due.isEmpty()) {
                nanos.set(end);
                return;
            }
            Task next = due.getFirst();
            tasks.remove(next);
            nanos.set(Math.max(nanos.get(), next.atNanos));
            next.action.run();
        }
    }

    private Viewer look(Screen screen, String lastEventId) {
        Source source =
                () -> {
                    taken++;
                    nanos.addAndGet(cost);
                    return CompletableFuture.completedFuture(
                            new Sample(rows, Map.of("total", "1")));
                };
        Viewer viewer =
                Viewer.of(
                        new Viewer.Place(samplers, open, "10.0.0.1", mayLook::get, Runnable::run),
                        List.of(new Viewer.Topic("channels", "channels", source)),
                        lastEventId);
        viewer.begin(screen);
        return viewer;
    }

    @Test
    void shouldTakeOneSampleForAllViewersAndNoneWhileNobodyLooks() {
        // given
        Viewer one = look(new Screen(), "");
        Viewer other = look(new Screen(), "");
        pass(Duration.ofSeconds(5));
        assertThat(taken).isEqualTo(6);

        // when
        one.ended();
        other.ended();
        pass(Duration.ofSeconds(60));

        // then
        assertThat(taken).isLessThanOrEqualTo(6 + 10);
        assertThat(tasks).isEmpty();
        assertThat(samplers.count()).isZero();
        assertThat(open.count()).isZero();
    }

    @Test
    void shouldNotRestForLongAfterOneSlowSample() {
        // given: the first sample of a server loads classes
        cost = Duration.ofSeconds(1).toNanos();
        look(new Screen(), "");
        cost = 0;

        // when
        pass(Duration.ofSeconds(5));

        // then
        assertThat(taken).isGreaterThanOrEqualTo(5);
    }

    @Test
    void shouldRestFiftyTimesAsLongAsASampleTakes() {
        // given
        cost = Duration.ofMillis(100).toNanos();

        // when
        look(new Screen(), "");
        pass(Duration.ofSeconds(51));

        // then
        assertThat(taken).isEqualTo(11);
        assertThat(Sampler.rest(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void shouldSendDifferencesAndASnapshotToWhomItLeftBehind() {
        // given
        Screen quick = new Screen();
        Screen slow = new Screen();
        rows.put("a", "1");
        rows.put("b", "1");
        look(quick, "");
        look(slow, "");
        slow.isFree = false;

        // when
        rows.put("b", "2");
        pass(Duration.ofSeconds(1));
        rows.remove("a");
        pass(Duration.ofSeconds(1));
        slow.isFree = true;
        pass(Duration.ofSeconds(1));

        // then
        assertThat(quick.events).hasSize(3);
        assertThat(quick.events.get(0)).contains("\"snapshot\":true,\"items\":[1,1]");
        assertThat(quick.events.get(1))
                .contains("{\"snapshot\":false,\"set\":[2],\"gone\":[],\"total\":1}");
        assertThat(quick.events.get(2)).contains("\"gone\":[\"a\"],\"order\":[\"b\"]");
        assertThat(slow.events).hasSize(2);
        assertThat(slow.events.get(1)).contains("\"snapshot\":true,\"items\":[2]");
    }

    @Test
    void shouldEncodeAnEventOnceForAllViewers() {
        // given
        Screen one = new Screen();
        Screen other = new Screen();
        rows.put("a", "1");
        look(one, "");
        look(other, "");

        // when
        rows.put("a", "2");
        pass(Duration.ofSeconds(1));

        // then
        assertThat(one.parts).hasSize(2);
        assertThat(other.parts.get(0)).isSameAs(one.parts.get(0));
        assertThat(other.parts.get(1)).isSameAs(one.parts.get(1));
    }

    @Test
    void shouldSendNothingThatAClientHas() {
        // given
        Screen screen = new Screen();
        rows.put("a", "1");
        Viewer first = look(screen, "");
        String id = screen.events.getFirst().lines().findFirst().orElseThrow().substring(4);
        first.ended();

        // when
        Screen again = new Screen();
        look(again, id);
        pass(Duration.ofSeconds(3));

        // then
        assertThat(again.events).isEmpty();
    }

    @Test
    void shouldEndAViewerWhoMayNotLookAnyMore() {
        // given
        Screen screen = new Screen();
        look(screen, "");

        // when
        mayLook.set(false);
        rows.put("a", "secret");
        pass(Duration.ofSeconds(1));

        // then
        assertThat(screen.isClosed).isTrue();
        assertThat(screen.events).hasSize(2);
        assertThat(screen.events.getLast()).contains("event: ended").doesNotContain("secret");
    }
}
