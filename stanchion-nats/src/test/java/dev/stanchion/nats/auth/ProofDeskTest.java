package dev.stanchion.nats.auth;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ProofDeskTest {
    private static final Proof RIGHT = proof("right");
    private static final Proof WRONG = proof("wrong");

    private static Proof proof(String given) {
        return new Proof.OfHash(
                Secret.of(BCrypt.withDefaults().hashToString(4, "right".toCharArray())), given);
    }

    private static boolean prove(ProofDesk desk, Proof proof)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        assertThat(desk.prove(proof, "10.0.0.1", told::complete)).isTrue();
        return told.get(60, TimeUnit.SECONDS);
    }

    @Test
    void shouldRememberWhatWasRightAndNothingElse()
            throws InterruptedException, ExecutionException, TimeoutException {
        try (ProofDesk desk = new ProofDesk(1, 8)) {
            // when
            assertThat(desk.isKnown(RIGHT)).isFalse();
            assertThat(prove(desk, RIGHT)).isTrue();
            assertThat(prove(desk, WRONG)).isFalse();

            // then
            assertThat(desk.isKnown(RIGHT)).isTrue();
            assertThat(desk.isKnown(WRONG)).isFalse();
        }
    }

    @Test
    void shouldBoundWhatWaitsAndTheShareOfOneAddress() {
        // given: one thread that is busy until the latch opens
        CountDownLatch busy = new CountDownLatch(1);
        try (ProofDesk desk = new ProofDesk(1, 16)) {
            desk.prove(WRONG, "busy", ignored -> await(busy));

            // when
            int ofOne = 0;
            while (desk.prove(WRONG, "flood", ignored -> {})) {
                ofOne++;
            }
            int all = ofOne;
            for (int i = 0; i < 100; i++) {
                all += desk.prove(WRONG, "address" + i, ignored -> {}) ? 1 : 0;
            }

            // then: an eighth of the room for one, and all of it for all
            assertThat(ofOne).isEqualTo(2);
            assertThat(all).isBetween(16, 17); // the first may wait or be at work
            busy.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldGiveAnAddressItsShareBack()
            throws InterruptedException, ExecutionException, TimeoutException {
        try (ProofDesk desk = new ProofDesk(1, 8)) {
            for (int i = 0; i < 20; i++) {
                assertThat(prove(desk, WRONG)).isFalse();
            }
        }
    }

    @Test
    void shouldTellNobodyTwice() throws InterruptedException {
        // given
        int count = 16;
        CountDownLatch all = new CountDownLatch(count);
        List<Boolean> told = new ArrayList<>();
        try (ProofDesk desk = new ProofDesk(2, 8 * count)) {
            // when
            for (int i = 0; i < count; i++) {
                desk.prove(
                        RIGHT,
                        "a",
                        holds -> {
                            synchronized (told) {
                                told.add(holds);
                            }
                            all.countDown();
                        });
            }

            // then
            assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
            synchronized (told) {
                assertThat(told).hasSize(count).doesNotContain(false);
            }
        }
    }
}
