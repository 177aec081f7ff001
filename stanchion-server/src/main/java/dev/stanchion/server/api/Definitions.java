package dev.stanchion.server.api;

import dev.stanchion.engine.admin.PositionKey;
import dev.stanchion.protocol.ChannelName;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.server.http.JsonBody;
import dev.stanchion.server.http.Problem;
import dev.stanchion.server.http.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Channels and lasting positions, as a file has them. Immutable.
 *
 * @param channels in the order of the file
 */
record Definitions(List<Channel> channels) {
    /** The version of the form. */
    static final int FORMAT = 1;

    /** How many channels and positions one import takes. */
    static final int MOST = 2000;

    private static final int USUAL_MAX_IN_FLIGHT = 1024;
    private static final int USUAL_ACK_WAIT_SECONDS = 30;

    Definitions {
        channels = List.copyOf(channels);
    }

    /** A channel with its positions. */
    record Channel(String name, List<Position> positions) {
        Channel {
            positions = List.copyOf(positions);
        }
    }

    /** A durable or a durable group. */
    record Position(PositionKey key, long nextSequence, int maxInFlight, int ackWaitSeconds) {}

    /** Reads what an export has written. */
    static Definitions read(JsonBody body) {
        if (body.number("format", 0, Integer.MAX_VALUE).orElse(0) != FORMAT) {
            throw body.wrong("format", "1, the version that this server writes");
        }
        body.text("clusterId");
        body.text("exportedAt")
                .filter(text -> Times.epochNanos(text).isEmpty())
                .ifPresent(ignored -> {
                    throw body.wrong("exportedAt", Times.EXPECTED);
                });
        if (!body.has("channels")) {
            throw body.wrong("channels", "a list; it is missing");
        }
        List<Channel> channels = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int all = 0;
        for (JsonBody each : body.objects("channels", MOST)) {
            Channel channel = channel(each);
            if (!names.add(channel.name())) {
                throw each.wrong("name", "each channel once");
            }
            channels.add(channel);
            all += 1 + channel.positions().size();
        }
        body.end();
        if (all > MOST) {
            throw new ProblemException(
                    Problem.invalid(
                            "/channels",
                            "expected: at most %d channels and positions in one import"
                                    .formatted(MOST)));
        }
        return new Definitions(channels);
    }

    private static Channel channel(JsonBody body) {
        String name = body.textOrThrow("name");
        if (!ChannelName.isValid(name) || ParkedNote.isParkedChannel(name)) {
            throw body.wrong("name", "the name of a channel that is not one of parked messages");
        }
        List<Position> positions = new ArrayList<>();
        Set<PositionKey> keys = new HashSet<>();
        for (JsonBody each : body.objects("positions", MOST)) {
            Position position = position(each);
            if (!keys.add(position.key())) {
                throw each.wrong("kind", "each position of a channel once");
            }
            positions.add(position);
        }
        body.end();
        return new Channel(name, positions);
    }

    private static Position position(JsonBody body) {
        PositionKey key = key(body);
        long next =
                body.number("nextSequence", 1, Long.MAX_VALUE)
                        .orElseThrow(() -> body.wrong("nextSequence", "a sequence; it is missing"));
        int maxInFlight =
                (int) body.number("maxInFlight", 1, Integer.MAX_VALUE).orElse(USUAL_MAX_IN_FLIGHT);
        int ackWait =
                (int)
                        body.number("ackWaitSeconds", 1, Integer.MAX_VALUE)
                                .orElse(USUAL_ACK_WAIT_SECONDS);
        body.end();
        return new Position(key, next, maxInFlight, ackWait);
    }

    private static PositionKey key(JsonBody body) {
        return switch (body.textOrThrow("kind")) {
            case "durable" ->
                    new PositionKey.Durable(
                            notEmpty(body, "clientId"), notEmpty(body, "durableName"));
            case "group" -> {
                String name = notEmpty(body, "name");
                if (name.indexOf(':') < 1 || name.endsWith(":")) {
                    throw body.wrong("name", "DURABLE:GROUP, because only durable groups last");
                }
                yield new PositionKey.Group(name);
            }
            default -> throw body.wrong("kind", "durable or group");
        };
    }

    private static String notEmpty(JsonBody body, String name) {
        return Optional.of(body.textOrThrow(name))
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> body.wrong(name, "a text that is not empty"));
    }
}
