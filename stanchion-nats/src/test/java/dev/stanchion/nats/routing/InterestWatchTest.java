package dev.stanchion.nats.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InterestWatchTest {
    private static final long SEED = 20_261_124;
    private static final String[] TOKENS = {"_INBOX", "a", "longer-than-eight", "f*", "x"};

    private final SubjectRouter<Named> router = new SubjectRouter<>(SEED);

    private static final class Named extends Subscription {
        private final boolean counts;

        Named(String subject, String queue, boolean counts) {
            super(subject.getBytes(UTF_8), queue.getBytes(UTF_8));
            this.counts = counts;
        }

        @Override
        protected boolean countsAsInterest() {
            return counts;
        }
    }

    private InterestWatch watching(String subject, Runnable onChange) {
        InterestWatch watch = new InterestWatch(subject.getBytes(UTF_8), onChange);
        router.watch(watch);
        return watch;
    }

    private Named subscribe(String subject) {
        Named subscription = new Named(subject, "", true);
        router.add(subscription);
        return subscription;
    }

    private static boolean isPresent(InterestWatch watch) {
        return InterestWatch.isPresent(watch.changes());
    }

    @Test
    void shouldSayWhetherSomebodyListensAlready() {
        // given
        subscribe("_INBOX.a");

        // when
        InterestWatch heard = watching("_INBOX.a", () -> {});
        InterestWatch unheard = watching("_INBOX.b", () -> {});

        // then
        assertThat(heard.changes()).isEqualTo(1);
        assertThat(unheard.changes()).isZero();
    }

    @Test
    void shouldCountFirstComersAndLastLeaversOnly() {
        // given
        AtomicInteger told = new AtomicInteger();
        InterestWatch watch = watching("_INBOX.a", told::incrementAndGet);

        // when
        Named first = subscribe("_INBOX.a");
        Named second = subscribe("_INBOX.*");
        Named elsewhere = subscribe("_INBOX.b");
        router.remove(first);
        boolean whileOneIsLeft = isPresent(watch);
        router.removeAll(List.of(elsewhere, second));

        // then
        assertThat(whileOneIsLeft).isTrue();
        assertThat(isPresent(watch)).isFalse();
        assertThat(told).hasValue(2);
    }

    @Test
    void shouldShowThatAllWentAndOthersCame() {
        // given
        Named before = subscribe("_INBOX.a");
        InterestWatch watch = watching("_INBOX.a", () -> {});

        // when
        router.remove(before);
        subscribe(">");

        // then
        assertThat(watch.changes()).isEqualTo(3);
    }

    @Test
    void shouldNotCountWhatIsNoInterest() {
        // given
        router.add(new Named("_INBOX.a", "", false));
        InterestWatch watch = watching("_INBOX.a", () -> {});

        // when
        router.add(new Named("_INBOX.>", "", false));

        // then
        assertThat(watch.changes()).isZero();
    }

    @Test
    void shouldTellNothingOnceItIsNotWatchedAnyMore() {
        // given
        InterestWatch watch = watching("_INBOX.a.b", () -> {});
        InterestWatch other = watching("_INBOX.a.b", () -> {});
        InterestWatch above = watching("_INBOX.a", () -> {});

        // when
        router.unwatch(watch);
        subscribe("_INBOX.>");

        // then
        assertThat(isPresent(watch)).isFalse();
        assertThat(isPresent(other)).isTrue();
        assertThat(isPresent(above)).isTrue();
    }

    @Test
    void shouldAgreeWithTheRouterWhateverComesAndGoes() {
        // given
        var random = new Random(SEED);
        List<Named> subscriptions = new ArrayList<>();
        List<InterestWatch> watches = new ArrayList<>();

        for (int step = 0; step < 20_000; step++) {
            // when
            int act = random.nextInt(10);
            if (act < 4 && subscriptions.size() < 30) {
                subscriptions.add(subscribe(random, true));
            } else if (act < 8 && !subscriptions.isEmpty()) {
                router.remove(subscriptions.remove(random.nextInt(subscriptions.size())));
            } else if (act == 8 && watches.size() < 100) {
                watches.add(watching(subject(random, false), () -> {}));
            } else if (act == 9 && !watches.isEmpty()) {
                router.unwatch(watches.remove(random.nextInt(watches.size())));
            }

            // then
            for (InterestWatch watch : watches) {
                byte[] subject = watch.subject();
                assertThat(isPresent(watch))
                        .as("%s in step %d", new String(subject, UTF_8), step)
                        .isEqualTo(!router.match(subject, subject.length).isEmpty());
            }
        }
    }

    private Named subscribe(Random random, boolean wildcards) {
        String queue = random.nextInt(3) == 0 ? "q" : "";
        Named subscription = new Named(subject(random, wildcards), queue, true);
        router.add(subscription);
        return subscription;
    }

    private static String subject(Random random, boolean wildcards) {
        List<String> tokens = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 1; i <= count; i++) {
            boolean wild = wildcards && random.nextInt(3) == 0;
            boolean rest = wild && i == count && random.nextBoolean();
            tokens.add(rest ? ">" : wild ? "*" : TOKENS[random.nextInt(TOKENS.length)]);
        }
        return String.join(".", tokens);
    }

    @Test
    void shouldKeepManyWatchesWhileManyThreadsSubscribe() throws Exception {
        // given
        int threads = 4;
        int subjects = 200;
        AtomicInteger told = new AtomicInteger();
        List<InterestWatch> watches = new ArrayList<>();
        for (int i = 0; i < subjects; i++) {
            watches.add(watching("_INBOX." + i, told::incrementAndGet));
        }

        // when
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(pool.submit(() -> comeAndGo(subjects)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }

        // then
        assertThat(watches).noneMatch(InterestWatchTest::isPresent);
        assertThat(watches.stream().mapToLong(InterestWatch::changes).sum())
                .isEqualTo(told.get())
                .isPositive();
    }

    private void comeAndGo(int subjects) {
        for (int round = 0; round < 20; round++) {
            List<Named> mine = new ArrayList<>();
            for (int i = 0; i < subjects; i++) {
                mine.add(subscribe("_INBOX." + i));
            }
            mine.add(subscribe("_INBOX.*"));
            router.removeAll(mine);
        }
    }
}
