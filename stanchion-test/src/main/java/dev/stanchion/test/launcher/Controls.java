package dev.stanchion.test.launcher;

import dev.stanchion.server.http.Json;
import dev.stanchion.test.ConnectionFaults;
import dev.stanchion.test.MessageFaults;
import dev.stanchion.test.Restart;
import dev.stanchion.test.TestBroker;
import dev.stanchion.test.look.ChannelView;
import dev.stanchion.test.look.ParkedText;
import dev.stanchion.test.look.PositionView;
import dev.stanchion.test.look.StoredText;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/** What each command does. Safe for use by many threads; blocks. */
final class Controls {
    private static final String NOTHING = "{}";

    private final TestBroker broker;

    Controls(TestBroker broker) {
        this.broker = broker;
    }

    /**
     * Carries a command out.
     *
     * @return an object of JSON
     * @throws RuntimeException if it cannot be carried out; its message says why
     * @throws AssertionError if what was waited for does not come
     */
    String answer(Question question) {
        String[] path = question.path().split("/", -1);
        return switch (path[0]) {
            case "clock" -> clock(path, question);
            case "connection" -> connection(path, question);
            case "client" -> client(path, question);
            case "store" -> store(path, question);
            case "network" -> network(path, question);
            case "position" -> position(path, question);
            case "channel" -> channel(path, question);
            default -> broker(path, question);
        };
    }

    private static String second(String[] path, Question question) {
        if (path.length < 2) {
            throw unknown(question);
        }
        return path[1];
    }

    private static IllegalArgumentException unknown(Question question) {
        return new IllegalArgumentException("no such command: " + question.path());
    }

    private static Duration millis(Question question, String name) {
        return Duration.ofMillis(question.number(name));
    }

    private String clock(String[] path, Question question) {
        switch (second(path, question)) {
            case "advance" -> broker.clock().advance(millis(question, "ms"));
            case "skip" -> broker.clock().skipToNextTimer();
            case "set" -> broker.clock().set(Instant.ofEpochMilli(question.number("ms")));
            case "now" -> {
                // the answer tells
            }
            default -> throw unknown(question);
        }
        return Json.object(
                out -> out.writeNumberProperty("now", broker.clock().now().toEpochMilli()));
    }

    private String connection(String[] path, Question question) {
        ConnectionFaults faults = broker.connection(question.text("id"));
        switch (second(path, question)) {
            case "cut" -> faults.cut();
            case "silence" -> faults.silence();
            case "resume" -> faults.resume();
            case "slow" -> faults.slow(question.number("bytesPerSecond"));
            case "delay" -> faults.delay(millis(question, "ms"));
            default -> throw unknown(question);
        }
        return NOTHING;
    }

    private String client(String[] path, Question question) {
        String id = question.text("id");
        MessageFaults faults = broker.client(id);
        switch (second(path, question)) {
            case "drop-acks" -> faults.dropAcks((int) question.number("count"));
            case "drop-publish-acks" -> faults.dropPublishAcks((int) question.number("count"));
            case "duplicate-next-delivery" -> faults.duplicateNextDelivery();
            case "refuse" -> broker.refuse(id);
            case "admit" -> broker.admit(id);
            case "await" -> broker.awaitClient(id);
            case "await-gone" -> broker.awaitNoClient(id);
            default -> throw unknown(question);
        }
        return NOTHING;
    }

    private String store(String[] path, Question question) {
        switch (second(path, question)) {
            case "fail-appends" -> broker.store().failAppends((int) question.number("count"));
            case "full" -> broker.store().full();
            case "slow-sync" -> broker.store().slowSync(millis(question, "ms"));
            case "slow-read" -> broker.store().slowRead(millis(question, "ms"));
            case "heal" -> broker.store().heal();
            default -> throw unknown(question);
        }
        return NOTHING;
    }

    private String network(String[] path, Question question) {
        switch (second(path, question)) {
            case "partition" -> broker.network().partition();
            case "heal" -> broker.network().heal();
            default -> throw unknown(question);
        }
        return NOTHING;
    }

    private String broker(String[] path, Question question) {
        switch (path[0]) {
            case "restart" ->
                    broker.restart(Launcher.oneOf("restart", question.text("how"), Restart.class));
            case "reset" -> broker.reset();
            case "heal" -> broker.heal();
            case "publish" -> {
                long sequence = broker.publish(question.text("channel"), question.body());
                return Json.object(out -> out.writeNumberProperty("sequence", sequence));
            }
            case "clients" -> {
                return Json.object(this::clients);
            }
            case "channels" -> {
                return Json.object(out ->
                        Json.texts(
                                out,
                                "channels",
                                broker.channels().stream().map(ChannelView::name).toList()));
            }
            case "events" -> {
                return Json.object(out ->
                        Json.texts(
                                out,
                                "events",
                                broker.events().stream().map(Object::toString).toList()));
            }
            case "leftovers" -> {
                return Json.object(out -> Json.texts(out, "leftovers", broker.leftovers()));
            }
            default -> throw unknown(question);
        }
        return NOTHING;
    }

    private void clients(JsonGenerator out) {
        out.writeArrayPropertyStart("clients");
        broker.clients()
                .forEach(client -> {
                    out.writeStartObject();
                    out.writeStringProperty("clientId", client.clientId());
                    out.writeBooleanProperty("isConnected", client.isConnected());
                    out.writeEndObject();
                });
        out.writeEndArray();
    }

    private String channel(String[] path, Question question) {
        ChannelView channel = broker.channel(question.text("channel"));
        String what = second(path, question);
        switch (what) {
            case "messages" -> {
                // the answer has them
            }
            case "await-messages" -> channel.awaitMessages((int) question.number("count"));
            case "await-parked" -> channel.awaitParked((int) question.number("count"));
            default -> throw unknown(question);
        }
        return Json.object(out -> {
            out.writeBooleanProperty("exists", channel.exists());
            out.writeStringProperty("why", channel.why());
            out.writeArrayPropertyStart("messages");
            channel.messages().forEach(message -> write(out, message));
            out.writeEndArray();
            out.writeArrayPropertyStart("parked");
            channel.parked().forEach(message -> write(out, message));
            out.writeEndArray();
        });
    }

    private static void write(JsonGenerator out, StoredText message) {
        out.writeStartObject();
        out.writeNumberProperty("sequence", message.sequence());
        out.writeNumberProperty("at", message.at().toEpochMilli());
        out.writeStringProperty("text", message.text());
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, ParkedText message) {
        out.writeStartObject();
        out.writeNumberProperty("sequence", message.sequence());
        out.writeNumberProperty("originSequence", message.originSequence());
        out.writeNumberProperty("attempts", message.attempts());
        out.writeStringProperty("cause", message.cause());
        out.writeStringProperty("text", message.text());
        out.writeEndObject();
    }

    private PositionView positionOf(Question question) {
        ChannelView channel = broker.channel(question.text("channel"));
        String group = question.optional("group");
        if (!group.isEmpty()) {
            return channel.group(group);
        }
        String durable = question.optional("durable");
        String clientId = question.text("clientId");
        return durable.isEmpty()
                ? channel.subscriber(clientId)
                : channel.durable(clientId, durable);
    }

    private String position(String[] path, Question question) {
        PositionView position = positionOf(question);
        switch (second(path, question)) {
            case "state" -> {
                // the answer has it
            }
            case "await-members" -> position.awaitMembers((int) question.number("count"));
            case "await-caught-up" -> position.awaitCaughtUp();
            case "await-delivered" -> position.awaitDelivered(question.number("count"));
            case "await-redelivered" -> position.awaitRedelivered(question.number("count"));
            case "await-acknowledged" -> position.awaitAcknowledged(question.number("count"));
            case "await-in-flight" -> position.awaitInFlight(question.number("count"));
            default -> throw unknown(question);
        }
        String sequence = question.optional("sequence");
        return Json.object(out -> {
            out.writeBooleanProperty("exists", position.exists());
            out.writeNumberProperty("members", position.members());
            out.writeNumberProperty("inFlight", position.inFlight());
            out.writeNumberProperty("lag", position.lag());
            out.writeBooleanProperty("isCaughtUp", position.isCaughtUp());
            out.writeNumberProperty("delivered", position.delivered());
            out.writeNumberProperty("redelivered", position.redelivered());
            out.writeNumberProperty("acknowledged", position.acknowledged());
            if (!sequence.isEmpty()) {
                out.writeNumberProperty("attempts", position.attempts(question.number("sequence")));
            }
            out.writeStringProperty("why", position.why());
        });
    }
}
