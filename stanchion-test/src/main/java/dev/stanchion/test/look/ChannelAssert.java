package dev.stanchion.test.look;

import java.util.List;

/** Assertions about a channel. */
public final class ChannelAssert extends StateAssert<ChannelAssert, ChannelView> {
    private static final int MOST_SHOWN = 20;

    public ChannelAssert(ChannelView actual) {
        super(actual, ChannelAssert.class, actual.questions());
    }

    public ChannelAssert exists() {
        return check(actual.expectation("to exist", actual::exists));
    }

    public ChannelAssert doesNotExist() {
        return check(actual.expectation("not to exist", () -> !actual.exists()));
    }

    /** Expects that many kept messages. */
    public ChannelAssert hasMessages(long count) {
        return check(
                actual.expectation(
                                "to have %d messages".formatted(count),
                                () -> actual.count() == count)
                        .otherwise(() -> String.valueOf(actual.count())));
    }

    /** Expects exactly these texts as the kept messages, the oldest first. */
    public ChannelAssert hasTexts(String... texts) {
        List<String> wanted = List.of(texts);
        return check(
                actual.expectation("to have the messages " + wanted, () -> texts().equals(wanted))
                        .otherwise(this::shown));
    }

    /** Expects that many parked messages. */
    public ChannelAssert hasParked(int count) {
        return check(
                actual.expectation(
                                "to have %d parked messages".formatted(count),
                                () -> actual.parked().size() == count)
                        .otherwise(() -> String.valueOf(actual.parked().size())));
    }

    private List<String> texts() {
        return actual.messages().stream().map(StoredText::text).toList();
    }

    private String shown() {
        List<String> texts = texts();
        return texts.size() <= MOST_SHOWN
                ? texts.toString()
                : texts.subList(0, MOST_SHOWN) + " and " + (texts.size() - MOST_SHOWN) + " more";
    }
}
