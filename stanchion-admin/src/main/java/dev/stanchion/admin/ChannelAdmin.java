package dev.stanchion.admin;

import dev.stanchion.admin.answer.Channel;
import dev.stanchion.admin.answer.ChannelSettings;
import dev.stanchion.admin.answer.ExportedMessage;
import dev.stanchion.admin.answer.Message;
import dev.stanchion.admin.answer.Messages;
import dev.stanchion.admin.answer.ParkedMessage;
import dev.stanchion.admin.answer.ParkedMessages;
import dev.stanchion.admin.answer.Plan;
import dev.stanchion.admin.answer.Positions;
import dev.stanchion.admin.http.ApiClient;
import dev.stanchion.admin.json.JsonText;
import dev.stanchion.admin.json.Records;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** One channel. Immutable; each call asks the server. Safe for use by many threads. */
public final class ChannelAdmin {
    private final Transport transport;
    private final String path;

    ChannelAdmin(Transport transport, String path) {
        this.transport = transport;
        this.path = path;
    }

    @ApiOperation("getChannel")
    public Channel get() {
        return transport.get(Channel.class, path);
    }

    /** Returns its limits and policies, and what gives them. */
    @ApiOperation("getSettings")
    public ChannelSettings settings() {
        return transport.get(ChannelSettings.class, path + "/settings");
    }

    /** Returns the position of a queue group: {@code NAME}, or {@code DURABLE:NAME}. */
    public PositionAdmin group(String name) {
        return new PositionAdmin(transport, path + Transport.path("groups", name));
    }

    /** Returns the position of a durable. */
    public PositionAdmin durable(String client, String name) {
        return new PositionAdmin(transport, path + Transport.path("durables", client, name));
    }

    /** Returns the position of a plain subscription. */
    public PositionAdmin subscription(long id) {
        return new PositionAdmin(transport, path + Transport.path("subscriptions", id));
    }

    @ApiOperation("listPositions")
    public Positions positions(ListQuery query) {
        return transport.get(Positions.class, path + "/positions", query.parameters());
    }

    /**
     * Returns a page of messages, or of hits of a search. A search looks at 20,000 messages at
     * most, and goes on with {@link Messages#next}.
     */
    @ApiOperation("listMessages")
    public Messages messages(MessageQuery query) {
        return transport.get(Messages.class, path + "/messages", query.parameters());
    }

    /** Returns one message, and what each position has done with it. */
    @ApiOperation("getMessage")
    public Message message(long sequence) {
        return transport.get(Message.class, path + Transport.path("messages", sequence));
    }

    /** Returns the content of one message. */
    @ApiOperation("getRawMessage")
    public byte[] content(long sequence) {
        return transport.getBytes(path + Transport.path("messages", sequence, "raw"));
    }

    /**
     * Publishes a message.
     *
     * @return its sequence; of several, that of the last one
     */
    @ApiOperation("publish")
    public long publish(PublishRequest message) {
        String to = path + "/messages";
        Plan done =
                transport.read(
                        Plan.class,
                        to,
                        transport.send("POST", to, Map.of(), message.body(), null).text());
        Long sequence = done.sequence();
        return sequence == null ? 0 : sequence;
    }

    /** Shows messages as they come, without being a client: no position moves. */
    public EventStream tail(TailQuery query) {
        return tail(query, "");
    }

    /**
     * Goes on with a tail.
     *
     * @param lastEventId of the last event that is known
     */
    @ApiOperation("tailChannel")
    public EventStream tail(TailQuery query, String lastEventId) {
        return transport.open(path + "/tail", query.parameters(), lastEventId);
    }

    /** Returns a page of messages with their sequences and times, for {@link #importMessages}. */
    @ApiOperation("exportMessages")
    public ExportPage export(long from) {
        ApiClient.Answer answer = transport.getText(path + "/export", Map.of("from", from));
        List<ExportedMessage> messages =
                answer.text()
                        .lines()
                        .map(line -> Records.read(ExportedMessage.class, JsonText.object(line)))
                        .toList();
        String next = answer.header("Stanchion-Next");
        return new ExportPage(
                messages,
                next.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(next)));
    }

    /**
     * Stores messages of an export in a channel that has none of their sequences.
     *
     * @param renumber whether they get new sequences
     */
    @ApiOperation("importMessages")
    public Change importMessages(List<ExportedMessage> messages, boolean renumber) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("messages", List.copyOf(messages));
        if (renumber) {
            body.put("renumber", true);
        }
        return new Change(transport, "POST", path + "/import", Map.of(), body);
    }

    /** Removes messages; positions stay. */
    @ApiOperation("purgeChannel")
    public Change purge(PurgeRequest messages) {
        return new Change(transport, "POST", path + "/purge", Map.of(), messages.body());
    }

    /**
     * Deletes it with its messages and positions.
     *
     * @param kick whether subscriptions are closed; otherwise it is refused while there is one
     */
    @ApiOperation("deleteChannel")
    public Change delete(boolean kick) {
        return new Change(
                transport, "DELETE", path, kick ? Map.of("kick", true) : Map.of(), Map.of());
    }

    /** Sends nothing to all its positions until it is resumed. */
    @ApiOperation("pauseChannel")
    public Change pause(String reason) {
        return new Change(
                transport, "POST", path + "/pause", Map.of(), PositionAdmin.pauseBody(reason));
    }

    /** Sends nothing to all its positions for a time, at most until it is resumed. */
    public Change pause(String reason, Duration time) {
        return new Change(
                transport,
                "POST",
                path + "/pause",
                Map.of(),
                PositionAdmin.pauseBody(reason, time));
    }

    @ApiOperation("resumeChannel")
    public Change resume() {
        return new Change(transport, "POST", path + "/resume", Map.of(), Map.of());
    }

    /**
     * Lists its parked messages, without contents.
     *
     * @param from the least sequence in the channel of parked messages; 1, or {@code next} of a
     *     page
     * @param limit 1 to 200
     */
    @ApiOperation("listParked")
    public ParkedMessages parked(long from, int limit) {
        return transport.get(
                ParkedMessages.class, path + "/parked", Map.of("from", from, "limit", limit));
    }

    /**
     * Returns a parked message with its content.
     *
     * @param sequence in the channel of parked messages
     */
    @ApiOperation("getParked")
    public ParkedMessage parkedMessage(long sequence) {
        return transport.get(ParkedMessage.class, path + Transport.path("parked", sequence));
    }

    /** Sends parked messages again to the position that had them. A job does that for many. */
    @ApiOperation("redriveParked")
    public Change redrive(RedriveRequest messages) {
        return new Change(transport, "POST", path + "/parked/redrive", Map.of(), messages.body());
    }

    /**
     * Drops single parked messages.
     *
     * @param sequences in the channel of parked messages
     */
    @ApiOperation("dropParked")
    public Change dropParked(List<Long> sequences) {
        return new Change(
                transport,
                "POST",
                path + "/parked/drop",
                Map.of(),
                Map.of("sequences", List.copyOf(sequences)));
    }

    /** Drops parked messages by a job. */
    @ApiOperation("dropManyParked")
    public Change dropParked(ParkedFilter messages) {
        return new Change(transport, "DELETE", path + "/parked", messages.parameters(), Map.of());
    }
}
