package dev.stanchion.kit.cluster.stream;

import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.core.NatsHeaders;
import dev.stanchion.kit.cluster.core.SubjectFilter;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether a stream takes a message, as the message's headers and the stream's limits say.
 * Immutable.
 *
 * @param pending how many messages are accepted and not stored yet
 * @param isPending whether one of them has a certain subject
 */
record PublishCheck(
        StreamConfiguration configuration,
        StreamContents contents,
        long pending,
        Predicate<String> isPending) {
    private static final String EXPECTED = "Nats-Expected-Last-";
    private static final String UNSUPPORTED = "Nats-Msg-Id";
    private static final int MAX_HEADER_LENGTH = 65_535;

    /** Says why the stream does not take the message. */
    Optional<ApiError> refusal(CoreMessage message) {
        if (find(message, UNSUPPORTED).isPresent()) {
            throw new UnsupportedOperationException("not simulated: " + UNSUPPORTED);
        }
        return tooLarge(message)
                .or(() -> otherStream(message))
                .or(() -> TimeToLive.refusal(message.headers(), configuration.allowsTimeToLive()))
                .or(() -> wrongLast(message))
                .or(() -> wrongLastOfSubject(message))
                .or(() -> wrongRollup(message))
                .or(() ->
                        contents.obstacle(
                                        message.subject(),
                                        message.headers(),
                                        message.payload(),
                                        pending)
                                .map(ApiError::storeFailed));
    }

    private Optional<ApiError> tooLarge(CoreMessage message) {
        long most = configuration.maxMessageBytes();
        boolean isTooLarge =
                (most >= 0 && message.length() > most)
                        || message.headers().length > MAX_HEADER_LENGTH;
        return isTooLarge ? Optional.of(ApiError.MESSAGE_TOO_LARGE) : Optional.empty();
    }

    private Optional<ApiError> otherStream(CoreMessage message) {
        return find(message, "Nats-Expected-Stream")
                .filter(name -> !name.equals(configuration.name()))
                .map(name -> ApiError.STREAM_NOT_MATCHED);
    }

    private Optional<ApiError> wrongLast(CoreMessage message) {
        long last = contents.lastSequence() + pending;
        return find(message, EXPECTED + "Sequence")
                .filter(expected -> number(expected) != last)
                .map(expected -> ApiError.wrongLastSequence(last));
    }

    private Optional<ApiError> wrongLastOfSubject(CoreMessage message) {
        Optional<String> expected = find(message, EXPECTED + "Subject-Sequence");
        if (expected.isEmpty()) {
            return Optional.empty();
        }
        String subject =
                find(message, EXPECTED + "Subject-Sequence-Subject").orElse(message.subject());
        if (isPending.test(subject)) {
            return Optional.of(ApiError.WRONG_LAST_SEQUENCE_IN_FLIGHT);
        }
        long last =
                contents.last(SubjectFilter.of(subject)).map(StoredMessage::sequence).orElse(0L);
        return number(expected.get()) == last
                ? Optional.empty()
                : Optional.of(ApiError.wrongLastSequence(last));
    }

    private Optional<ApiError> wrongRollup(CoreMessage message) {
        Optional<String> rollup = find(message, "Nats-Rollup");
        if (rollup.isEmpty()) {
            return Optional.empty();
        }
        if (!configuration.allowsRollup()) {
            return Optional.of(ApiError.rollupFailed("rollup not permitted"));
        }
        return rollup.filter(value -> !value.equals("sub") && !value.equals("all"))
                .map(value -> ApiError.rollupFailed("rollup value invalid: \"" + value + "\""));
    }

    private static Optional<String> find(CoreMessage message, String header) {
        return NatsHeaders.find(message.headers(), header).filter(value -> !value.isEmpty());
    }

    private static long number(String digits) {
        return digits.matches("\\d{1,30}") ? Long.parseLong(digits) : -1;
    }
}
