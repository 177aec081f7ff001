package dev.stanchion.nats.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectRouterTest {
    private static final String[] TOKENS = {"a", "b", "foo", "longer-than-eight", "*", ">", "f*"};
    private static final long SEED = 20_261_124;

    private static final class Named extends Subscription {
        private final String subject;
        private final String queue;

        Named(String subject, String queue) {
            super(subject.getBytes(UTF_8), queue.getBytes(UTF_8));
            this.subject = subject;
            this.queue = queue;
        }

        @Override
        public String toString() {
            return subject + "/" + queue;
        }
    }

    /** The rules of spec/nats-core.md 3.1, word for word. */
    private static boolean modelMatches(String pattern, String subject) {
        String[] wanted = pattern.split("\\.", -1);
        String[] tokens = subject.split("\\.", -1);
        for (String token : tokens) {
            if (token.isEmpty()) {
                return false;
            }
        }
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals(">")) {
                return tokens.length > i;
            }
            if (i >= tokens.length || !(wanted[i].equals("*") || wanted[i].equals(tokens[i]))) {
                return false;
            }
        }
        // A literal subscription is none to a subject that only looks like a pattern.
        return wanted.length == tokens.length;
    }

    private static String randomSubject(Random random, boolean valid) {
        String subject;
        do {
            List<String> tokens = new ArrayList<>();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                tokens.add(
                        !valid && random.nextInt(12) == 0
                                ? ""
                                : TOKENS[random.nextInt(TOKENS.length)]);
            }
            subject = String.join(".", tokens);
        } while (valid && !Subjects.isValid(subject.getBytes(UTF_8)));
        return subject;
    }

    @Test
    void shouldMatchWhatTheModelMatchesWhileSubscriptionsComeAndGo() {
        // given
        var random = new Random(SEED);
        var router = new SubjectRouter<Named>(random.nextLong());
        var cache = new MatchCache<>(router);
        List<Named> model = new ArrayList<>();

        for (int step = 0; step < 20_000; step++) {
            // when
            if (model.size() < 5 || (model.size() < 60 && random.nextBoolean())) {
                var added =
                        new Named(
                                randomSubject(random, true),
                                random.nextInt(3) == 0 ? "q" + random.nextInt(2) : "");
                router.add(added);
                model.add(added);
            } else {
                router.remove(model.remove(random.nextInt(model.size())));
            }

            // then
            String subject = randomSubject(random, false);
            byte[] bytes = ("x" + subject + "y").getBytes(UTF_8);
            Matches<Named> matches = cache.match(ByteBuffer.wrap(bytes), 1, bytes.length - 2);
            assertSame(subject, model, matches);
        }
        assertThat(router.size()).isEqualTo(model.size());
    }

    private static void assertSame(String subject, List<Named> model, Matches<Named> matches) {
        List<Named> plain = new ArrayList<>();
        for (int i = 0; i < matches.plainCount(); i++) {
            plain.add(matches.plain(i));
        }
        Map<String, List<Named>> queues = new HashMap<>();
        for (int i = 0; i < matches.queueCount(); i++) {
            List<Named> members = new ArrayList<>();
            for (int member = 0; member < matches.memberCount(i); member++) {
                members.add(matches.member(i, member));
            }
            assertThat(queues.put(members.get(0).queue, members)).as("one group each").isNull();
        }
        for (String queue : List.of("", "q0", "q1")) {
            assertThat(queue.isEmpty() ? plain : queues.getOrDefault(queue, List.of()))
                    .as("%s to queue '%s', seed %d", subject, queue, SEED)
                    .containsExactlyInAnyOrderElementsOf(
                            model.stream()
                                    .filter(named -> named.queue.equals(queue))
                                    .filter(named -> modelMatches(named.subject, subject))
                                    .toList());
        }
    }

    @Test
    void shouldForgetWhatCameAndWent() {
        // given
        var router = new SubjectRouter<Named>(SEED);
        var kept = new Named("_INBOX.kept.*", "");
        router.add(kept);

        // when
        for (int i = 0; i < 100_000; i++) {
            var literal = new Named("_INBOX." + i, "");
            var pattern = new Named("_INBOX." + i + ".*", "");
            router.add(literal);
            router.add(pattern);
            router.removeAll(List.of(literal, pattern));
        }

        // then
        assertThat(router.size()).isEqualTo(1);
        byte[] subject = "_INBOX.kept.x".getBytes(UTF_8);
        assertThat(router.match(subject, subject.length).plainCount()).isEqualTo(1);
    }

    @Test
    void shouldShowASubscriptionToEveryMatchThatBeginsAfterIt() throws Exception {
        // given
        var router = new SubjectRouter<Named>(SEED);
        var done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> churn = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                long seed = SEED + thread;
                churn.add(threads.submit(() -> churn(router, new Random(seed), done)));
            }

            // when
            Future<?> check = threads.submit(() -> addAndSee(router));

            // then
            check.get();
            done.set(true);
            for (Future<?> future : churn) {
                future.get();
            }
        }
        assertThat(router.size()).isZero();
    }

    private static void churn(SubjectRouter<Named> router, Random random, AtomicBoolean done) {
        var cache = new MatchCache<>(router);
        while (!done.get()) {
            var subscription = new Named(randomSubject(random, true), "");
            byte[] subject = randomSubject(random, true).getBytes(UTF_8);
            router.add(subscription);
            cache.match(ByteBuffer.wrap(subject), 0, subject.length);
            router.remove(subscription);
        }
    }

    private static void addAndSee(SubjectRouter<Named> router) {
        var cache = new MatchCache<>(router);
        var random = new Random(SEED + 9);
        for (int i = 0; i < 20_000; i++) {
            var subscription = new Named(randomSubject(random, true), "q0");
            byte[] subject =
                    subscription.subject.replace('>', 'z').replace('*', 'z').getBytes(UTF_8);
            boolean matching = modelMatches(subscription.subject, new String(subject, UTF_8));
            router.add(subscription);
            assertThat(cache.match(ByteBuffer.wrap(subject), 0, subject.length).queueCount())
                    .isEqualTo(matching ? 1 : 0);
            router.remove(subscription);
            assertThat(cache.match(ByteBuffer.wrap(subject), 0, subject.length).queueCount())
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "foo, true, true",
        "foo.bar, true, true",
        "foo.*, true, false",
        ">, true, false",
        "foo.>, true, false",
        "foo.>.bar, false, false",
        "foo..bar, false, false",
        ".foo, false, false",
        "foo., false, false",
        "., false, false",
        "'', false, false",
        "foo*, true, true",
        "foo.>bar, true, true"
    })
    void shouldTellValidAndLiteralSubjects(String subject, boolean valid, boolean literal) {
        assertThat(Subjects.isValid(subject.getBytes(UTF_8))).isEqualTo(valid);
        assertThat(Subjects.isLiteral(subject.getBytes(UTF_8))).isEqualTo(literal);
    }
}
