package dev.stanchion.crash.scenario;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.kit.store.TestChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a server does that will be deposed, step by step, and what it has promised. */
final class DeposedLife {
    static final int LIMIT = 30;
    static final String DATA = "a".repeat(100);

    private final GroupMember member;
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private @Nullable StoreFixture fixture;
    private @Nullable TestChannel kept;
    private @Nullable TestChannel whole;
    private boolean hasEnded;
    private boolean deleted;

    DeposedLife(GroupMember member) {
        this.member = member;
        steps.add(() -> fixture = new StoreFixture(member));
        steps.add(() -> kept = fixture().open("kept", new ChannelLimits(LIMIT, 0, 0)));
        steps.add(() -> whole = fixture().open("whole"));
        steps.add(() -> fixture().open("doomed").store(DATA, 5));
        for (int i = 0; i < 5; i++) {
            steps.add(() -> of(kept).store(DATA, 10));
            steps.add(() -> of(whole).store(DATA, 7));
            steps.add(() -> member.pass(Duration.ofSeconds(40)));
        }
        steps.add(() -> {
            fixture().delete("doomed");
            deleted = true;
        });
        steps.add(() -> of(kept).store(DATA, 10));
        steps.add(() -> of(whole).store(DATA, 40));
        steps.add(() -> member.pass(Duration.ofMinutes(2)));
        steps.add(() -> fixture().store().close());
    }

    private StoreFixture fixture() {
        return Objects.requireNonNull(fixture);
    }

    private static TestChannel of(@Nullable TestChannel opened) {
        return Objects.requireNonNull(opened);
    }

    /** Returns whether it has done all that it can. */
    boolean isOver() {
        return hasEnded || steps.isEmpty();
    }

    void step() {
        if (isOver()) {
            return;
        }
        try {
            steps.remove().run();
        } catch (StoreException | AssertionError end) {
            hasEnded = true; // it was refused, which tells it what has happened
        }
    }

    void goOn() {
        while (!isOver()) {
            step();
        }
    }

    void steps(int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    /** Returns up to which message of the channel with a limit it has acknowledged. */
    long keptUpTo() {
        return kept == null ? 0 : kept.durableUpTo();
    }

    /** Returns up to which message of the channel without a limit it has acknowledged. */
    long wholeUpTo() {
        return whole == null ? 0 : whole.durableUpTo();
    }

    boolean hasDeleted() {
        return deleted;
    }

    GroupMember member() {
        return member;
    }
}
