package dev.stanchion.server.config.keys;

import dev.stanchion.protocol.ChannelName;
import dev.stanchion.protocol.Quoted;
import dev.stanchion.server.Limits;
import dev.stanchion.server.config.Entry;
import dev.stanchion.server.config.Value;
import dev.stanchion.store.jetstream.adopt.AdoptedStream;
import dev.stanchion.store.jetstream.names.SubjectFilter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Reads which streams of somebody else channels adopt. One thread fills it; afterwards it is read
 * only.
 */
final class AdoptedKeys {
    private static final Pattern STREAM = Pattern.compile("[^\\s.*>/\\\\\\p{Cntrl}]{1,255}");
    private static final int MAX_SUBJECT = 3000;

    private static final List<FileKey> LIMITS =
            List.of(FileKey.MAX_MSGS, FileKey.MAX_BYTES, FileKey.MAX_AGE);

    private final Map<String, AdoptedStream> streams = new LinkedHashMap<>();

    /** Returns the streams, by channel. */
    Map<String, AdoptedStream> streams() {
        return streams;
    }

    /**
     * Reads the keys of one channel.
     *
     * @param limits what the other keys say about the channel
     * @return what they say if the channel adopts a stream, which has limits of its own
     * @throws BadKeyException if a value is not valid
     */
    UnaryOperator<Limits> read(Entry channel, Value.Section keys, UnaryOperator<Limits> limits) {
        Entry stream = keys.find(FileKey.CHANNEL_STREAM.names());
        Entry subject = keys.find(FileKey.CHANNEL_SUBJECT.names());
        if (stream == null) {
            if (subject != null) {
                throw new BadKeyException(subject, "subject: only with stream");
            }
            return limits;
        }
        if (!ChannelName.isValid(channel.key())) {
            throw new BadKeyException(
                    stream,
                    "stream: %s is a pattern (expected: one channel)"
                            .formatted(Quoted.quote(channel.key())));
        }
        for (FileKey each : LIMITS) {
            Entry limit = keys.find(each.names());
            if (limit != null) {
                throw new BadKeyException(
                        limit, limit.key() + ": not with stream: the stream has limits of its own");
            }
        }
        add(
                stream,
                channel.key(),
                new AdoptedStream(
                        text(stream, "stream", STREAM.asMatchPredicate(), "ORDERS"),
                        subject == null
                                ? Optional.empty()
                                : Optional.of(
                                        text(
                                                subject,
                                                "subject",
                                                AdoptedKeys::isSubject,
                                                "orders.>"))));
        return changed ->
                limits.apply(changed).withMaxMessages(0).withMaxBytes(0).withMaxAge(Duration.ZERO);
    }

    private static boolean isSubject(String text) {
        return text.length() <= MAX_SUBJECT && SubjectFilter.isValid(text);
    }

    private static String text(Entry entry, String key, Predicate<String> isValid, String example) {
        if (entry.value() instanceof Value.Text(String text) && isValid.test(text)) {
            return text;
        }
        throw new BadKeyException(
                entry, "%s: not valid (expected: such as %s)".formatted(key, example));
    }

    /** Two channels must not be the same messages: each would deliver what the other stores. */
    private void add(Entry entry, String channel, AdoptedStream added) {
        streams.forEach((other, adopted) -> {
            boolean isSame =
                    adopted.stream().equals(added.stream())
                            && (adopted.subject().isEmpty()
                                    || added.subject().isEmpty()
                                    || adopted.subject().equals(added.subject()));
            if (isSame) {
                throw new BadKeyException(
                        entry,
                        "stream: %s is channel %s already (expected: another subject for each)"
                                .formatted(added.stream(), other));
            }
        });
        streams.put(channel, added);
    }
}
