package dev.stanchion.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HandlerGateTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final HandlerGate gate = new HandlerGate();
    private final AtomicInteger handled = new AtomicInteger();

    @Test
    void shouldLetNobodyThroughWhenShut() throws InterruptedException {
        // given
        gate.pass(handled::incrementAndGet);

        // when
        gate.shut();
        boolean empty = gate.awaitEmpty(SOON);
        boolean open = gate.pass(handled::incrementAndGet);

        // then
        assertThat(empty).isTrue();
        assertThat(open).isFalse();
        assertThat(handled).hasValue(1);
    }

    @Test
    void shouldLetAHandlerShutItsOwnGate() {
        // when
        boolean open = gate.pass(() -> shutFromInside());

        // then
        assertThat(open).isFalse();
        assertThat(handled).hasValue(1);
        assertThat(gate.isCallerInside()).isFalse();
    }

    private void shutFromInside() {
        try {
            assertThat(gate.isCallerInside()).isTrue();
            gate.shut();
            assertThat(gate.awaitEmpty(SOON)).isTrue();
            handled.incrementAndGet();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldWaitForAHandlerThatRunsNoLongerThanPatienceAllows() throws InterruptedException {
        // given
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Thread handler =
                new Thread(() ->
                        gate.pass(() -> {
                            entered.countDown();
                            awaitQuietly(leave);
                            handled.incrementAndGet();
                        }));
        handler.start();
        entered.await();

        // when
        gate.shut();
        boolean impatient = gate.awaitEmpty(Duration.ofNanos(1));
        leave.countDown();
        boolean patient = gate.awaitEmpty(SOON);

        // then
        assertThat(impatient).isFalse();
        assertThat(patient).isTrue();
        assertThat(handled).hasValue(1);
        handler.join();
    }

    @Test
    void shouldRunATaskWhenTheLastOfSeveralHandlersLeaves() {
        // given
        List<Integer> order = new ArrayList<>();

        // when
        gate.pass(() -> {
            gate.shutAndThen(() -> order.add(2));
            order.add(1);
        });
        gate.shutAndThen(() -> order.add(3));

        // then
        assertThat(order).containsExactly(1, 2, 3);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
