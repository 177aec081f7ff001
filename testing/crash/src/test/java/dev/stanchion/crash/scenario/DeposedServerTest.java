package dev.stanchion.crash.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stanchion.crash.QuietLog;
import dev.stanchion.crash.disk.DiskCall;
import dev.stanchion.crash.disk.Fault;
import dev.stanchion.crash.disk.Faults;
import dev.stanchion.crash.disk.FaultyDisk;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import dev.stanchion.kit.store.TestMessage;
import dev.stanchion.store.file.disk.Disk;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two servers share a directory. One takes over while the other is at any of its calls of the disk,
 * and the other goes on, not knowing it.
 */
class DeposedServerTest {
    /** All of them, one after the other, take minutes. */
    private static final int EVERY = Integer.getInteger("crash.every", 29);

    private final QuietLog quietLog = new QuietLog();

    @AfterEach
    void closeLog() {
        quietLog.close();
    }

    @Test
    void shouldLoseNothingWhereverTheDeposedServerIs() {
        int call = 1;
        while (takeOverAt(call, UnaryOperator.identity(), UnaryOperator.identity())) {
            call += EVERY;
        }
        assertThat(call).as("calls at which it was taken over").isGreaterThan(200);
    }

    /** Returns whether the deposed server made so many calls. */
    private static boolean takeOverAt(
            int call, UnaryOperator<Disk> ofDeposed, UnaryOperator<Disk> ofSuccessor) {
        FaultyDisk disk = new FaultyDisk(new Chance(call));
        DeposedLife deposed = new DeposedLife(new GroupMember(disk, call, ofDeposed));
        TakeoverAt takeover = new TakeoverAt(disk, deposed, call, ofSuccessor);
        deposed.step();
        disk.failWith(takeover);
        deposed.goOn();
        disk.failWith(Faults.NEVER);
        if (takeover.successor == null) {
            return false;
        }
        check(takeover.successor, deposed, "taken over at call " + call);
        return true;
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindEachPlantedBug(TakeoverBug bug) {
        // given
        boolean isFound = false;

        // when
        for (int call = 1; call < 1_000 && !isFound; call += 3) {
            try {
                takeOverAt(call, bug::ofDeposed, bug::ofSuccessor);
                takeOverAfter(4 + call % 17, 1 + call * 5 % 241, 3, bug);
            } catch (AssertionError | StoreException found) {
                isFound = true;
            }
        }

        // then
        assertThat(isFound).isTrue();
    }

    /** A server takes over within a call of the other one. */
    private static final class TakeoverAt implements Faults {
        private final FaultyDisk disk;
        private final DeposedLife deposed;
        private final Chance chance;
        private final int wanted;
        private final UnaryOperator<Disk> ofSuccessor;
        private int calls;
        private @Nullable StoreFixture successor;
        private boolean isTakingOver;

        private TakeoverAt(
                FaultyDisk disk, DeposedLife deposed, int wanted, UnaryOperator<Disk> ofSuccessor) {
            this.ofSuccessor = ofSuccessor;
            this.disk = disk;
            this.deposed = deposed;
            this.wanted = wanted;
            this.chance = new Chance(wanted);
        }

        @Override
        public Fault before(DiskCall call) {
            if (isTakingOver) {
                othersOfTheDeposedGoOn();
            } else if (++calls == wanted) {
                isTakingOver = true;
                GroupMember member = new GroupMember(disk, wanted + 1, ofSuccessor);
                successor = new StoreFixture(member);
                successor.open("whole").store("b", 3);
                member.pass(Duration.ofMinutes(1));
            }
            return Fault.NONE;
        }

        /** The threads of the deposed server that are not in the midst of this call. */
        private void othersOfTheDeposedGoOn() {
            if (successor == null && chance.oneIn(4)) {
                deposed.member().workOnce();
            }
        }
    }

    @Test
    @Tag("long")
    void shouldLoseNothingWhateverTheDeposedServerDoesDuringTheTakeover() {
        int taken = 0;
        for (int steps = 2; steps < 22; steps += 3) {
            int call = 1 + steps % EVERY;
            while (takeOverAfter(steps, call, 1 + call % 5 * 7, null)) {
                call += EVERY;
                taken++;
            }
        }
        assertThat(taken).as("takeovers").isGreaterThan(10);
    }

    private static boolean takeOverAfter(int steps, int call, int goOn, @Nullable TakeoverBug bug) {
        FaultyDisk disk = new FaultyDisk(new Chance(call));
        DeposedLife deposed =
                new DeposedLife(
                        new GroupMember(
                                disk, call, each -> bug == null ? each : bug.ofDeposed(each)));
        deposed.steps(steps);
        int[] left = {call};
        disk.failWith(ignored -> {
            if (--left[0] == 0) {
                deposed.steps(goOn);
            }
            return Fault.NONE;
        });
        GroupMember member =
                new GroupMember(disk, call + 1, each -> bug == null ? each : bug.ofSuccessor(each));
        StoreFixture successor = new StoreFixture(member);
        successor.open("whole").store("b", 3);
        member.pass(Duration.ofMinutes(1));
        disk.failWith(Faults.NEVER);
        deposed.goOn();
        check(
                successor,
                deposed,
                "after %d steps, %d more at call %d".formatted(steps, goOn, call));
        return left[0] <= 0;
    }

    /** Everything is there for the one that has taken over, and for the one after it. */
    static void check(StoreFixture successor, DeposedLife deposed, String when) {
        successor.restart();
        checkContent(successor, deposed, when);
        successor.crash();
        checkContent(successor, deposed, when);
        successor.close();
    }

    private static void checkContent(StoreFixture successor, DeposedLife deposed, String when) {
        TestChannel kept = successor.open("kept");
        long last = kept.log().lastSequence();
        assertThat(last).as(when).isGreaterThanOrEqualTo(deposed.keptUpTo());
        if (deposed.keptUpTo() > 0) {
            long first = Math.max(1, last - DeposedLife.LIMIT + 1);
            assertThat(sequences(kept)).as(when).containsAll(range(first, deposed.keptUpTo()));
        }
        TestChannel whole = successor.open("whole");
        List<TestMessage> messages = whole.kept();
        assertThat(sequences(whole)).as(when).containsAll(range(1, deposed.wholeUpTo()));
        assertThat(messages.stream().filter(each -> each.data().startsWith("b")))
                .as(when)
                .hasSize(3);
        assertThat(messages.stream().filter(each -> each.sequence() <= deposed.wholeUpTo()))
                .as(when)
                .allMatch(each -> each.data().startsWith(DeposedLife.DATA));
        if (deposed.hasDeleted()) {
            assertThat(successor.open("doomed").kept()).as(when).isEmpty();
        }
    }

    private static List<Long> sequences(TestChannel channel) {
        return channel.kept().stream().map(TestMessage::sequence).toList();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
