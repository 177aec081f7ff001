package dev.stanchion.simulation.invariant;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.protocol.Ack;
import dev.stanchion.protocol.CloseResponse;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.protocol.PubAck;
import dev.stanchion.protocol.PubMsgCursor;
import dev.stanchion.protocol.SubscriptionResponse;
import dev.stanchion.simulation.bus.BusTap;
import dev.stanchion.simulation.bus.SimulatedConnection;
import dev.stanchion.simulation.client.ClientRequest;
import dev.stanchion.simulation.client.ClientTap;
import dev.stanchion.simulation.client.Publication;
import dev.stanchion.simulation.client.SimulatedClient;
import dev.stanchion.simulation.client.Wire;
import dev.stanchion.simulation.store.ForeignWrites;
import dev.stanchion.simulation.store.StoreTap;
import dev.stanchion.simulation.world.Trace;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sees all calls at the engine's seams, recognises them, and has the ledgers judge them. Outlives
 * the engine: {@link #engineGone} separates its runs.
 */
public final class Witness implements BusTap, StoreTap, ForeignWrites, ClientTap {
    private final Trace trace;
    private final Violations violations;
    private final Tally tally;
    private final PublicationLedger publications;
    private final RequestLedger requests;
    private final ClientLedger clients;
    private final SubscriptionLedger subscriptions;
    private final Map<String, ChannelLedger> channels = new HashMap<>();
    private final Map<String, SimulatedClient> receivers = new HashMap<>();
    private final ParkedLedger parked = new ParkedLedger();
    private final Moment moment;
    private boolean endedCleanly;
    private @Nullable Function<String, List<byte[]>> storedMessages;
    private ToLongFunction<String> firstStored = channel -> 0;
    private ToLongFunction<String> lastStored = channel -> 0;

    /**
     * @param replacesDurables whether the engine lets a client take over a durable that is in use
     */
    public Witness(
            Moment moment,
            Trace trace,
            Violations violations,
            Tally tally,
            boolean replacesDurables) {
        this.moment = moment;
        this.trace = trace;
        this.violations = violations;
        this.tally = tally;
        publications = new PublicationLedger(violations, tally);
        requests = new RequestLedger();
        clients = new ClientLedger(moment, violations, tally);
        subscriptions = new SubscriptionLedger(moment, violations, tally, replacesDurables);
    }

    /**
     * Expects that others may write, that logs remove messages some time after they are too many,
     * and that their numbers are final when they are durable.
     *
     * @param stored gives the encoded messages that a channel has
     * @param first gives the sequence of the first of them
     * @param last gives the last sequence that is taken
     */
    public void expectOthers(
            Function<String, List<byte[]>> stored,
            ToLongFunction<String> first,
            ToLongFunction<String> last) {
        storedMessages = stored;
        firstStored = first;
        lastStored = last;
    }

    // clients

    @Override
    public void onRequest(ClientRequest request) {
        requests.asking(request);
        switch (request) {
            case ClientRequest.Connect connect -> clients.asking(connect);
            case ClientRequest.Subscribe subscribe ->
                    receivers.put(subscribe.message().inbox(), subscribe.client());
            case ClientRequest.Unsubscribe ignored -> {}
            case ClientRequest.CloseSubscription ignored -> {}
            case ClientRequest.Close ignored -> {}
            case ClientRequest.SendPing ignored -> {}
            case ClientRequest.Nonsense ignored -> {}
        }
    }

    @Override
    public void onPublication(Publication publication) {
        publications.published(publication);
    }

    // bus, towards the engine

    @Override
    public void onHanded(SimulatedConnection from, String subject, String replyTo, byte[] payload) {
        ClientRequest request = requests.handed(replyTo);
        if (request != null) {
            trace.note("-> %s", request);
            requestHanded(request, from);
        } else if (subscriptions.isAckInbox(subject)) {
            ackHanded(subject, payload, from);
        } else {
            publishHanded(payload, from);
        }
    }

    private void requestHanded(ClientRequest request, SimulatedConnection from) {
        switch (request) {
            case ClientRequest.Connect connect -> clients.handed(connect);
            case ClientRequest.Subscribe subscribe ->
                    subscriptions.handed(
                            subscribe.message(), channels.get(subscribe.message().channel()), from);
            case ClientRequest.Close close -> {
                clients.closeHanded(close.message().clientId());
                subscriptions.clientEndingHanded(close.message().clientId(), from);
            }
            case ClientRequest.Unsubscribe unsubscribe ->
                    subscriptions.endingHanded(unsubscribe.message().inbox(), from);
            case ClientRequest.CloseSubscription closing ->
                    subscriptions.endingHanded(closing.message().inbox(), from);
            case ClientRequest.SendPing ignored -> {}
            case ClientRequest.Nonsense ignored -> {}
        }
    }

    private void ackHanded(String subject, byte[] payload, SimulatedConnection from) {
        Ack ack = Wire.decode(Ack::decode, payload).orElseThrow();
        trace.note(
                "-> ack of %d in %s from %s on %s", ack.sequence(), ack.channel(), from, subject);
        subscriptions.ackHanded(subject, ack.channel(), ack.sequence(), from);
    }

    private void publishHanded(byte[] payload, SimulatedConnection from) {
        PubMsgCursor cursor = new PubMsgCursor();
        if (payload.length > 0 && cursor.wrap(Unpooled.wrappedBuffer(payload), 0, payload.length)) {
            String guid = new String(payload, cursor.guidIndex(), cursor.guidLength(), ISO_8859_1);
            String channel =
                    new String(payload, cursor.channelIndex(), cursor.channelLength(), UTF_8);
            trace.note("-> publish %s to %s from %s", guid, channel, from);
            publications.handed(guid);
        }
    }

    // bus, from the engine

    @Override
    public void onPublished(String subject, String replyTo, byte[] payload) {
        ClientRequest request = requests.answered(subject);
        if (request != null) {
            answered(request, payload);
        } else if (requests.isHeardAtLast(subject)) {
            tally.count(Tally.Event.ANSWER_HEARD_LATE);
        } else if (receivers.containsKey(subject)) {
            delivered(subject, payload);
        } else if (requests.hasHadItsAnswer(subject)) {
            violations.report(Invariant.EVERY_REQUEST_IS_ANSWERED, "second answer on %s", subject);
        } else if (subject.startsWith("_STAN.acks.")) {
            PubAck ack = Wire.decode(PubAck::decode, payload).orElseThrow();
            trace.note("<- %s", ack);
            if (!ack.guid().isEmpty()) {
                publications.answered(subject, ack);
            }
        }
    }

    @Override
    public void onUnheard(String subject, String replyTo, byte[] payload) {
        trace.note("nobody hears this:");
        onPublished(subject, replyTo, payload);
        requests.unheard(subject);
        if (receivers.containsKey(subject)) {
            SeenMessage.decode(payload)
                    .ifPresent(message -> subscriptions.unheard(subject, message.sequence()));
        } else if (subject.startsWith("_STAN.acks.")) {
            PubAck ack = Wire.decode(PubAck::decode, payload).orElseThrow();
            publications.unheard(subject, ack.guid());
        }
    }

    @Override
    public void onAbsent(String subject) {
        if (receivers.containsKey(subject)) {
            trace.note("nobody listens on %s", subject);
            subscriptions.receiverGone(subject);
        }
    }

    @Override
    public void onReleased(String subject) {
        subscriptions.silenced(subject);
    }

    private void answered(ClientRequest request, byte[] payload) {
        String error =
                switch (request) {
                    case ClientRequest.Connect connect -> connectAnswered(connect, payload);
                    case ClientRequest.Subscribe subscribe -> subscribeAnswered(subscribe, payload);
                    case ClientRequest.Unsubscribe ignored -> subscriptionError(payload);
                    case ClientRequest.CloseSubscription ignored -> subscriptionError(payload);
                    case ClientRequest.Close ignored ->
                            Wire.decode(CloseResponse::decode, payload).orElseThrow().error();
                    // the error is field 1 of a ping's answer, as of a close's
                    case ClientRequest.SendPing ignored ->
                            Wire.decode(CloseResponse::decode, payload).orElseThrow().error();
                    case ClientRequest.Nonsense nonsense -> nonsenseAnswered(nonsense, payload);
                };
        trace.note("<- '%s' to %s", error, request);
    }

    private String connectAnswered(ClientRequest.Connect connect, byte[] payload) {
        ConnectResponse response = Wire.decode(ConnectResponse::decode, payload).orElseThrow();
        clients.answered(connect, response);
        return response.error();
    }

    private String subscribeAnswered(ClientRequest.Subscribe subscribe, byte[] payload) {
        String error = subscriptionError(payload);
        if (error.isEmpty()) {
            subscriptions.granted(subscribe.message().inbox());
        } else {
            tally.count(Tally.Event.SUBSCRIBE_REFUSED);
            subscriptions.refused(subscribe.message().inbox());
        }
        return error;
    }

    private static String subscriptionError(byte[] payload) {
        return Wire.decode(SubscriptionResponse::decode, payload).orElseThrow().error();
    }

    private String nonsenseAnswered(ClientRequest.Nonsense nonsense, byte[] payload) {
        if (payload.length == 0) {
            violations.report(
                    Invariant.EVERY_REQUEST_IS_ANSWERED, "no error in the answer to %s", nonsense);
        }
        return "nonsense";
    }

    private void delivered(String inbox, byte[] payload) {
        SeenMessage.decode(payload)
                .ifPresentOrElse(
                        message -> {
                            trace.note(
                                    "<- %s %d%s%s to %s",
                                    message.channel(),
                                    message.sequence(),
                                    message.reply().isEmpty() ? "" : " of " + message.reply(),
                                    message.redelivered()
                                            ? " again, " + message.redeliveryCount()
                                            : "",
                                    inbox);
                            subscriptions.sent(inbox, message);
                        },
                        () ->
                                violations.report(
                                        Invariant.SEQUENCES_WITHOUT_GAP_OR_REPEAT,
                                        "undecodable message on %s",
                                        inbox));
    }

    // store

    @Override
    public void onRecovered(RecoveredState state) {
        trace.note("recovered %s", state);
        Set<String> clientIds =
                state.clients().stream().map(ClientRecord::clientId).collect(Collectors.toSet());
        clients.recovered(state.clients());
        Map<String, RecoveredState.Channel> kept = new HashMap<>();
        state.channels().forEach(one -> kept.put(one.name(), one));
        List.copyOf(channels.keySet()).stream()
                .filter(name -> !kept.containsKey(name))
                .forEach(this::forgetChannel);
        kept.forEach((name, all) ->
                subscriptions.recovered(channel(name), all, clientIds, endedCleanly));
    }

    private ChannelLedger channel(String name) {
        return channels.computeIfAbsent(name, ignored -> new ChannelLedger(name, violations));
    }

    private void forgetChannel(String name) {
        parked.deleted(name);
        ChannelLedger gone = channels.remove(name);
        if (gone != null) {
            subscriptions.channelGone(gone);
        }
    }

    @Override
    public void onOpened(String channel, ChannelLog log) {
        trace.note("opened %s: %d to %d", channel, log.firstSequence(), log.lastSequence());
        Function<String, List<byte[]>> stored = storedMessages;
        if (stored == null) {
            channel(channel).opened(log.firstSequence(), log.lastSequence(), log.lastSequence());
            return;
        }
        channel(channel).found(stored.apply(channel).stream().map(Witness::decoded).toList());
        channel(channel)
                .opened(log.firstSequence(), log.lastSequence(), lastStored.applyAsLong(channel));
        ToLongFunction<String> first = firstStored;
        channel(channel).watch(log::firstSequence, () -> first.applyAsLong(channel));
    }

    private static SeenMessage decoded(byte[] encoded) {
        return SeenMessage.decode(encoded).orElseThrow();
    }

    @Override
    public void onDeleted(String channel) {
        trace.note("deleted %s", channel);
        forgetChannel(channel);
    }

    @Override
    public void onAppended(String channel, long sequence, byte[] encoded, long firstSequence) {
        SeenMessage message = SeenMessage.decode(encoded).orElseThrow();
        trace.note("%s %d = %s", channel, sequence, message.guid());
        channel(channel).appended(sequence, message, firstSequence);
        if (ParkedNote.isParkedChannel(channel)) {
            parked.appended(channel, sequence, encoded); // nobody has published it there
        } else {
            publications.stored(channel(channel), message);
        }
    }

    @Override
    public void inserted(
            String channel, long at, int count, List<byte[]> encoded, long firstSequence) {
        trace.note("%s %d to %d are another writer's", channel, at, at + count - 1);
        tally.count(Tally.Event.FOREIGN_WRITE);
        List<SeenMessage> messages =
                encoded.stream().map(one -> SeenMessage.decode(one).orElseThrow()).toList();
        publications.movedUp(channel(channel), at, count);
        parked.inserted(channel, at, count);
        channel(channel).inserted(at, count, messages, firstSequence);
    }

    /** Returns up to which sequence the messages of a channel are durable. */
    public long durableUpTo(String channel) {
        return channel(channel).durableUpTo();
    }

    @Override
    public void onDurable(String channel, long sequence) {
        trace.note("%s durable up to %d", channel, sequence);
        channel(channel).durable(sequence);
        for (ParkedNote note : parked.durable(channel, sequence)) {
            trace.note(
                    "%d of %s is parked for %s", note.sequence(), note.channel(), note.position());
            subscriptions.parkedFor(channel(note.channel()), note).forEach(one -> one.parked(note));
        }
    }

    @Override
    public void onRead(String channel, long sequence) {
        channel(channel).durable(sequence);
    }

    @Override
    public void onLost(String channel) {
        trace.note("%s lost what was not durable", channel);
        tally.count(Tally.Event.COMMIT_LOST);
        List<SeenMessage> lost = channel(channel).lost();
        parked.lost(channel);
        if (!ParkedNote.isParkedChannel(channel)) {
            lost.forEach(publications::lost);
        }
    }

    @Override
    public void onRemoved(String channel, long firstSequence) {
        channel(channel).removedBefore(firstSequence);
    }

    /**
     * An operator wants messages removed.
     *
     * @return hears when they are removed for good
     */
    public Runnable purging(String channel, long upTo) {
        ChannelLedger asked = channels.get(channel);
        long removed = asked == null ? 0 : Math.min(upTo, asked.durableUpTo());
        return () -> {
            ChannelLedger now = channels.get(channel);
            if (now != null && now.equals(asked)) { // not another channel of this name
                trace.note("%s is purged up to %d", channel, removed);
                tally.count(Tally.Event.PURGED);
                now.purged(removed);
            }
        };
    }

    /** Returns the sequences of messages in a channel of parked messages, open or not. */
    public List<Long> parkedIn(String channel) {
        return List.copyOf(parked.all(channel).keySet());
    }

    /**
     * An operator wants a parked message sent again.
     *
     * @return hears when it is owed again, for good
     */
    public Runnable redriving(String channel, long sequence) {
        ParkedNote note = Objects.requireNonNull(parked.all(channel).get(sequence));
        List<Long> chain = parked.chainOf(channel, note);
        Runnable done = subscriptions.redriveAsked(channel(note.channel()), note, chain);
        return () -> {
            trace.note("%d of %s is redriven", note.sequence(), note.channel());
            done.run();
        };
    }

    /**
     * An operator wants that nothing is sent to the subscriptions of a channel.
     *
     * @return hears that the pause holds for good
     */
    public Runnable pausing(String channel, long nanos) {
        long until = moment.epochNanos() + nanos;
        List<Position> positions = subscriptions.positions(channel(channel));
        positions.forEach(Position::pauseAsked);
        return () -> {
            trace.note("%s is paused", channel);
            tally.count(Tally.Event.PAUSED);
            positions.forEach(one -> one.paused(until));
        };
    }

    /** The clock was set back, so that pauses last nobody knows how long. */
    public void clockJumped() {
        subscriptions.clockJumped();
    }

    @Override
    public void onUnreadable(String channel, long sequence, boolean forGood) {
        trace.note("%s %d is %s", channel, sequence, forGood ? "damaged" : "not readable now");
        subscriptions.notReadableNow(channel(channel), sequence);
        if (forGood) {
            channel(channel).damaged(sequence);
        }
    }

    @Override
    public void onSubscriptionPut(String channel, SubscriptionRecord subscription) {
        trace.note("%s put %s", channel, subscription);
        subscriptions.put(channel(channel), subscription);
    }

    @Override
    public void onSubscriptionDeleted(String channel, long id) {
        trace.note("%s deleted subscription %d", channel, id);
        subscriptions.deleted(channel(channel), id);
    }

    @Override
    public void onEndsFlushed(String channel, Set<Long> ids, boolean succeeded) {
        subscriptions.endsFlushed(channel(channel), ids, succeeded);
    }

    @Override
    public void onAcknowledged(String channel, long id, long sequence) {
        subscriptions.acknowledged(channel(channel), id, sequence);
    }

    @Override
    public void onClientPut(ClientRecord client) {
        trace.note("put %s", client);
    }

    @Override
    public void onClientDeleted(String clientId) {
        trace.note("deleted client %s", clientId);
        clients.forgotten(clientId);
    }

    // the simulation

    /**
     * The engine has ended, and the next one begins by recovering.
     *
     * @param cleanly whether it closed, so that nothing may have been forgotten
     */
    public void engineGone(boolean cleanly) {
        trace.note(cleanly ? "engine closed" : "engine crashed");
        endedCleanly = cleanly;
        if (!cleanly) {
            tally.count(Tally.Event.CRASH_SURVIVED);
        }
        parked.engineGone();
        publications.engineGone();
        requests.engineGone();
        clients.engineGone();
        subscriptions.engineGone();
        channels.values().forEach(ChannelLedger::engineGone);
    }

    /**
     * Returns the events that must have happened and have not, once nothing is under way any more.
     */
    public List<Violation> missing() {
        List<Violation> missing = new ArrayList<>();
        publications.addMissing(missing);
        requests.addMissing(missing);
        subscriptions.addMissing(missing);
        return missing;
    }

    /**
     * Returns the messages that should have gone from members without a subscriber to others by now
     * (8.5).
     *
     * @param isHeard returns whether an inbox has a subscriber
     */
    public List<Violation> stranded(Predicate<String> isHeard) {
        return subscriptions.stranded(isHeard);
    }

    /**
     * Returns the messages that members of groups left this long ago or longer, and that no other
     * member has been sent (8.5).
     *
     * @param isHeard returns whether an inbox has a subscriber
     */
    public List<Violation> leftBehind(Predicate<String> isHeard, long nanos) {
        return subscriptions.leftBehind(isHeard, nanos);
    }

    /**
     * Returns subscriptions in use whose program does not listen. They are another's if it
     * subscribed under a client ID that it had lost without knowing (2.3), or have come back in a
     * crash after the program was told that they had ended.
     */
    public List<RecordedSubscription> deafSubscriptions() {
        return subscriptions.active().stream()
                .filter(one -> !isHeard(one.subscription().inbox()))
                .toList();
    }

    private boolean isHeard(String inbox) {
        SimulatedClient receiver = receivers.get(inbox);
        return receiver != null && receiver.listensOn(inbox);
    }

    /** Returns the recorded subscriptions that no client uses at present. */
    public List<RecordedSubscription> dormantSubscriptions() {
        return subscriptions.dormant();
    }
}
