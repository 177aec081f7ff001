package dev.stanchion.engine;

import dev.stanchion.engine.answer.Answers;
import dev.stanchion.engine.channel.UnsubscribeHandler;
import dev.stanchion.engine.client.Caller;
import dev.stanchion.engine.client.ClientRegistry;
import dev.stanchion.engine.client.ConnectionSubjects;
import dev.stanchion.engine.client.ConnectionSubjects.Sharing;
import dev.stanchion.engine.client.NotAllowed;
import dev.stanchion.engine.client.PingHandler;
import dev.stanchion.engine.client.RequestTokens;
import dev.stanchion.engine.finding.Lookout;
import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.publish.Refusals;
import dev.stanchion.engine.shard.Countdown;
import dev.stanchion.engine.shard.Crossing;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.ChannelRights;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.protocol.ChannelName;
import dev.stanchion.protocol.CloseRequest;
import dev.stanchion.protocol.CloseResponse;
import dev.stanchion.protocol.ConnectRequest;
import dev.stanchion.protocol.ConnectResponse;
import dev.stanchion.protocol.PubMsgCursor;
import dev.stanchion.protocol.Refusal;
import dev.stanchion.protocol.RequestSubjects;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import dev.stanchion.protocol.UnsubscribeRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests on the thread on which they arrive, decodes the parts that routing needs, and
 * hands them to the shard that decides. Requests of one connection reach each shard in the order in
 * which they came.
 *
 * <p>Safe for use by many threads: all mutable state belongs to the shards.
 */
final class RequestRouter {
    private static final Logger LOG = LoggerFactory.getLogger(RequestRouter.class);

    private final EngineOptions options;
    private final Bus bus;
    private final Shards shards;
    private final Crossing crossing;
    private final List<EngineShard> parts;
    private final List<PingHandler> pings;
    private final ClientRegistry registry;
    private final ConnectionSubjects subjects;
    private final RequestTokens tokens;
    private final Answers answers;
    private final Lookout lookout;
    private final Refusals refusals;
    private final List<BusHandler> publishHandlers;
    private final List<LastRequests> lastRequests;

    RequestRouter(
            EngineOptions options,
            Bus bus,
            Shards shards,
            Crossing crossing,
            List<EngineShard> parts,
            List<PingHandler> pings,
            ClientRegistry registry,
            ConnectionSubjects subjects,
            Answers answers,
            Lookout lookout) {
        this.options = options;
        this.bus = bus;
        this.shards = shards;
        this.crossing = crossing;
        this.parts = List.copyOf(parts);
        this.pings = List.copyOf(pings);
        this.registry = registry;
        this.subjects = subjects;
        this.tokens = subjects.tokens();
        this.answers = answers;
        this.lookout = lookout;
        this.refusals = new Refusals(answers);
        this.publishHandlers =
                parts.stream()
                        .<BusHandler>map(
                                part -> message -> part.publishing().take(message, part.channels()))
                        .toList();
        this.lastRequests =
                IntStream.range(0, shards.count())
                        .mapToObj(i -> new LastRequests(shards.executor(i)))
                        .toList();
    }

    /** A kind of request: its subject among those of a client, and its handler. */
    private record Entrance(Function<RequestSubjects, String> subject, RequestHandler handler) {}

    @FunctionalInterface
    private interface RequestHandler {
        /**
         * Takes a request.
         *
         * @param tokenOffset where in its subject the token of a connection would stand
         */
        void take(BusMessage message, int tokenOffset);
    }

    /**
     * Begins to take requests.
     *
     * @param sharing whether any client has subjects of its own
     */
    List<Registration> open(Sharing sharing) {
        List<Registration> open = new ArrayList<>();
        List<Entrance> entrances =
                List.of(
                        new Entrance(
                                RequestSubjects::publishWildcard,
                                (message, ignored) -> onPublish(message)),
                        new Entrance(RequestSubjects::subscribe, this::onSubscribe),
                        new Entrance(RequestSubjects::unsubscribe, last(this::onUnsubscribe)),
                        new Entrance(
                                RequestSubjects::subscriptionClose,
                                last(this::onSubscriptionClose)),
                        new Entrance(RequestSubjects::close, last(this::onClose)),
                        new Entrance(RequestSubjects::pings, this::onPing));
        for (Entrance entrance : entrances) {
            String pattern = entrance.subject().apply(subjects.patterns());
            int offset = pattern.indexOf('*');
            RequestHandler handler = entrance.handler();
            open.add(
                    bus.subscribe(
                            entrance.subject().apply(subjects.shared()),
                            message -> handler.take(message, offset)));
            if (sharing == Sharing.OWN) {
                open.add(bus.subscribe(pattern, ofConnections(handler, offset)));
            }
        }
        String discovery = subjects.shared().discovery();
        open.add(bus.subscribe(discovery, this::onConnect));
        boolean isStrict = options.compatibility() == Compatibility.STRICT;
        if (options.answersUnknownClusters() && !isStrict) {
            open.add(bus.subscribe(discoverPrefix() + ">", this::onOtherDiscovery));
        }
        return open;
    }

    /** The pattern may match shared subjects too, and those of other clusters. */
    private BusHandler ofConnections(RequestHandler handler, int offset) {
        return message -> {
            if (tokens.isAt(offset, message)) {
                handler.take(message, offset);
            }
        };
    }

    /** Takes requests that end something, after the other messages that arrived with them. */
    private RequestHandler last(RequestHandler handler) {
        return (message, tokenOffset) -> {
            int current = shards.current();
            if (current == Shards.NONE) {
                handler.take(
                        message,
                        tokenOffset); // the other messages that arrived there are not known
            } else {
                lastRequests
                        .get(current)
                        .add(message, request -> handler.take(request, tokenOffset));
            }
        };
    }

    /**
     * Runs the waiting requests of the connection to end something before it begins something else.
     */
    private void takeLastOnesBefore(BusMessage message) {
        int current = shards.current();
        if (current != Shards.NONE) {
            lastRequests.get(current).takeThoseOf(message.origin());
        }
    }

    /**
     * Lets no request wait any longer. Called on the registry's shard, when no more can come.
     *
     * @param done runs there once none does
     */
    void settle(Runnable done) {
        shards.tellAll(Shards.REGISTRY, shard -> lastRequests.get(shard).takeAll(), done);
    }

    /** Returns the common beginning of all discovery subjects, whatever the cluster ID. */
    private String discoverPrefix() {
        String discovery = subjects.shared().discovery();
        return discovery.substring(0, discovery.length() - options.clusterId().length());
    }

    private void onPublish(BusMessage message) {
        int current = shards.current();
        PubMsgCursor cursor =
                current == Shards.NONE ? new PubMsgCursor() : parts.get(current).arrival();
        if (!cursor.wrap(message.buffer(), message.payloadIndex(), message.payloadLength())) {
            refusals.sendWithoutGuid(message, Refusal.INVALID_PUBLISH_REQUEST.text());
            return;
        }
        int index = cursor.channelIndex();
        int length = cursor.channelLength();
        if (cursor.guidLength() == 0 || !ChannelName.isValid(cursor.buffer(), index, length)) {
            refusals.send(message, cursor, Refusal.INVALID_PUBLISH_REQUEST.text());
            return;
        }
        ChannelRights rights = message.origin().rights();
        if (rights.areLimited() && !mayPublish(message, cursor, rights)) {
            return;
        }
        int owner = shards.ownerOf(cursor.buffer(), index, length);
        if (owner == current) {
            EngineShard part = parts.get(owner);
            part.publishing().take(cursor, message, part.channels());
        } else {
            crossing.hand(current, owner, publishHandlers.get(owner), message);
        }
    }

    /** Returns whether a user may publish this. If not, the user gets an answer. */
    private boolean mayPublish(BusMessage message, PubMsgCursor cursor, ChannelRights rights) {
        int index = cursor.channelIndex();
        int length = cursor.channelLength();
        if (!rights.mayPublish(cursor.buffer(), index, length)) {
            String channel = Subjects.text(cursor.buffer(), index, length);
            refusals.send(message, cursor, NotAllowed.toPublish(channel, rights));
            return false;
        }
        if (!tokens.isAt(RequestSubjects.PUBLISH.length(), message)) {
            refusals.send(message, cursor, Refusal.INVALID_PUBLISH_REQUEST.text());
            return false;
        }
        return true;
    }

    /**
     * Returns whether a user with limited rights uses a subject that clients share, where any
     * client could ask in another's name.
     */
    private static boolean isAnonymous(Caller caller, ChannelRights rights) {
        return rights.areLimited() && caller.token().isEmpty();
    }

    private void onConnect(BusMessage message) {
        takeLastOnesBefore(message);
        crossing.hand(Shards.REGISTRY, registry::onConnect, message);
    }

    private void onPing(BusMessage message, int tokenOffset) {
        int current = shards.current();
        int shard = current == Shards.NONE ? Shards.REGISTRY : current;
        PingHandler handler = pings.get(shard);
        String token = tokens.read(tokenOffset, message);
        crossing.hand(current, shard, ping -> handler.onPing(ping, token), message);
    }

    private void onSubscribe(BusMessage message, int tokenOffset) {
        takeLastOnesBefore(message);
        String reply = Subjects.replyOf(message);
        Optional<SubscriptionRequest> request =
                SubscriptionRequest.decode(
                        message.buffer(), message.payloadIndex(), message.payloadLength());
        if (request.isEmpty()) {
            refuseSubscription(reply, Refusal.INVALID_SUBSCRIPTION_REQUEST);
            return;
        }
        SubscriptionRequest wish = request.get();
        Caller caller = caller(message, tokenOffset, wish.clientId());
        ChannelRights rights = message.origin().rights();
        if (!rights.maySubscribe(wish.channel())) {
            refuseSubscription(reply, NotAllowed.toSubscribe(wish.channel(), rights));
        } else if (!rights.mayReceiveOn(wish.inbox())) {
            refuseSubscription(reply, NotAllowed.toReceive(wish.inbox(), rights));
        } else if (isAnonymous(caller, rights)) {
            refuseSubscription(reply, Refusal.UNKNOWN_CLIENT_ID);
        } else {
            EngineShard owner = ownerOf(wish.channel());
            handTo(
                    owner,
                    message,
                    () -> owner.subscribing().subscribe(wish, caller, rights, reply));
        }
    }

    private Caller caller(BusMessage message, int tokenOffset, String clientId) {
        return new Caller(
                tokens.read(tokenOffset, message), clientId, message.origin().mayRepeat());
    }

    private void onUnsubscribe(BusMessage message, int tokenOffset) {
        onEnd(message, tokenOffset, UnsubscribeHandler::unsubscribe);
    }

    private void onSubscriptionClose(BusMessage message, int tokenOffset) {
        onEnd(message, tokenOffset, UnsubscribeHandler::close);
    }

    /** One of the two ways to end a subscription. */
    private interface Ending {
        void end(
                UnsubscribeHandler handler,
                UnsubscribeRequest request,
                Caller caller,
                String reply);
    }

    private void onEnd(BusMessage message, int tokenOffset, Ending ending) {
        String reply = Subjects.replyOf(message);
        Optional<UnsubscribeRequest> request =
                UnsubscribeRequest.decode(
                        message.buffer(), message.payloadIndex(), message.payloadLength());
        if (request.isEmpty()) {
            refuseSubscription(reply, Refusal.INVALID_UNSUBSCRIBE_REQUEST);
            return;
        }
        UnsubscribeRequest wish = request.get();
        Caller caller = caller(message, tokenOffset, wish.clientId());
        if (isAnonymous(caller, message.origin().rights())) {
            refuseSubscription(reply, Refusal.UNKNOWN_CLIENT_ID);
            return;
        }
        EngineShard owner = ownerOf(wish.channel());
        handTo(owner, message, () -> ending.end(owner.unsubscribing(), wish, caller, reply));
    }

    private void refuseSubscription(String reply, Refusal refusal) {
        refuseSubscription(reply, refusal.text());
    }

    private void refuseSubscription(String reply, String why) {
        answers.send(reply, new SubscriptionResponse("", why)::encodeTo);
    }

    private EngineShard ownerOf(String channel) {
        return parts.get(shards.ownerOf(channel.getBytes(StandardCharsets.UTF_8)));
    }

    /** The message itself crosses too, so that it keeps its place among those around it. */
    private void handTo(EngineShard owner, BusMessage message, Runnable task) {
        crossing.hand(parts.indexOf(owner), ignored -> owner.request(task), message);
    }

    /**
     * Sends a marker through every shard behind all that this connection has sent before: when all
     * have arrived, those publishes and acknowledgements have taken effect, and the client may be
     * closed ({@code spec/streaming.md} 9.3).
     */
    private void onClose(BusMessage message, int tokenOffset) {
        String reply = Subjects.replyOf(message);
        Optional<CloseRequest> request =
                CloseRequest.decode(
                        message.buffer(), message.payloadIndex(), message.payloadLength());
        if (request.isEmpty()) {
            answers.send(reply, new CloseResponse(Refusal.INVALID_CLOSE_REQUEST.text())::encodeTo);
            return;
        }
        Caller caller = caller(message, tokenOffset, request.get().clientId());
        if (isAnonymous(caller, message.origin().rights())) {
            answers.send(reply, new CloseResponse(Refusal.UNKNOWN_CLIENT_ID.text())::encodeTo);
            return;
        }
        Countdown markers = new Countdown(shards.count(), () -> registry.close(caller, reply));
        for (int shard = 0; shard < shards.count(); shard++) {
            crossing.hand(shard, ignored -> shards.run(Shards.REGISTRY, markers::down), message);
        }
    }

    /**
     * Answers a client that asks for a cluster ID which is not here. Without an answer the client
     * would only time out.
     */
    private void onOtherDiscovery(BusMessage message) {
        String subject =
                Subjects.text(message.buffer(), message.subjectIndex(), message.subjectLength());
        if (subject.equals(subjects.shared().discovery()) || subject.endsWith(".pings")) {
            return;
        }
        Optional<ConnectRequest> request =
                ConnectRequest.decode(
                        message.buffer(), message.payloadIndex(), message.payloadLength());
        if (request.isPresent() && !request.get().heartbeatInbox().isEmpty()) {
            String asked = subject.substring(discoverPrefix().length());
            String why =
                    "unknown cluster ID '%s'; this server is '%s'"
                            .formatted(asked, options.clusterId());
            LOG.warn(
                    "[Client:{}] Refused {}: {}",
                    request.get().clientId(),
                    message.origin().description(),
                    why);
            String clientId = request.get().clientId();
            String from = message.origin().description();
            shards.run(Shards.REGISTRY, () -> lookout.wrongCluster(asked, clientId, from));
            answers.send(Subjects.replyOf(message), ConnectResponse.refused(why)::encodeTo);
        }
    }
}
