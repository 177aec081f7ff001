package dev.stanchion.simulation.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchedSubscriptionsTest {
    private final List<Outcome<Outcome.Done>> flushes = new ArrayList<>();
    private final List<Object> ended = new ArrayList<>();
    private final WatchedSubscriptions watched =
            new WatchedSubscriptions("tickets", new LateLog(), tap());

    /** Answers flushes when the test wants it. */
    private final class LateLog implements SubscriptionLog {
        @Override
        public long highestId() {
            return 1;
        }

        @Override
        public void put(SubscriptionRecord subscription) {}

        @Override
        public void replace(SubscriptionRecord subscription, long[] pending) {}

        @Override
        public void delete(long id) {}

        @Override
        public void delivered(long id, long sequence) {}

        @Override
        public void acknowledged(long id, long sequence) {}

        @Override
        public void flush(Outcome<Outcome.Done> outcome) {
            flushes.add(outcome);
        }
    }

    /** Notes the ends that are flushed. */
    private StoreTap tap() {
        return (StoreTap)
                Proxy.newProxyInstance(
                        StoreTap.class.getClassLoader(),
                        new Class<?>[] {StoreTap.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("onEndsFlushed")) {
                                ended.add(arguments[1]);
                            }
                            return null;
                        });
    }

    private void puts(boolean closed) {
        watched.put(
                new SubscriptionRecord(1, "a", "", "inbox", "acks", 9, 1, "d", 0, true, closed));
    }

    private void flushes() {
        watched.flush(Outcome.of(done -> {}, why -> {}));
    }

    @Test
    void shouldReportNoEndThatCameAfterTheFlush() {
        // given: it begins again and ends again while the flush is under way
        puts(true);
        flushes();
        puts(false);
        puts(true);

        // when
        flushes.removeFirst().succeeded(Outcome.Done.DONE);

        // then
        assertThat(ended).containsExactly(Set.of());

        // when
        flushes();
        flushes.removeFirst().succeeded(Outcome.Done.DONE);

        // then
        assertThat(ended).containsExactly(Set.of(), Set.of(1L));
    }
}
