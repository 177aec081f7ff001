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

class CredentialVerifierTest {
    private static final Proof RIGHT = proof("right");
    private static final Proof WRONG = proof("wrong");

    private static Proof proof(String given) {
        return new Proof.OfHash(
                Secret.of(BCrypt.withDefaults().hashToString(4, "right".toCharArray())), given);
    }

    private static boolean prove(CredentialVerifier verifier, Proof proof)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        assertThat(verifier.prove(proof, "10.0.0.1", told::complete)).isTrue();
        return told.get(60, TimeUnit.SECONDS);
    }

    @Test
    void shouldRememberWhatWasRightAndNothingElse()
            throws InterruptedException, ExecutionException, TimeoutException {
        try (CredentialVerifier verifier = new CredentialVerifier(1, 8)) {
            // when
            assertThat(verifier.isKnown(RIGHT)).isFalse();
            assertThat(prove(verifier, RIGHT)).isTrue();
            assertThat(prove(verifier, WRONG)).isFalse();

            // then
            assertThat(verifier.isKnown(RIGHT)).isTrue();
            assertThat(verifier.isKnown(WRONG)).isFalse();
        }
    }

    @Test
    void shouldBoundWhatWaitsAndTheShareOfOneAddress() {
        // given: one thread that is busy until the latch opens
        CountDownLatch busy = new CountDownLatch(1);
        try (CredentialVerifier verifier = new CredentialVerifier(1, 16)) {
            verifier.prove(WRONG, "busy", ignored -> await(busy));

            // when
            int ofOne = 0;
            while (verifier.prove(WRONG, "flood", ignored -> {})) {
                ofOne++;
            }
            int all = ofOne;
            for (int i = 0; i < 100; i++) {
                all += verifier.prove(WRONG, "address" + i, ignored -> {}) ? 1 : 0;
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
        try (CredentialVerifier verifier = new CredentialVerifier(1, 8)) {
            for (int i = 0; i < 20; i++) {
                assertThat(prove(verifier, WRONG)).isFalse();
            }
        }
    }

    @Test
    void shouldTellNobodyTwice() throws InterruptedException {
        // given
        int count = 16;
        CountDownLatch all = new CountDownLatch(count);
        List<Boolean> told = new ArrayList<>();
        try (CredentialVerifier verifier = new CredentialVerifier(2, 8 * count)) {
            // when
            for (int i = 0; i < count; i++) {
                verifier.prove(
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
