package dev.stanchion.engine.channel;

import dev.stanchion.engine.answer.Answers;
import dev.stanchion.engine.client.Caller;
import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.client.ClientDirectory;
import dev.stanchion.engine.client.NotAllowed;
import dev.stanchion.engine.queue.QueueGroup;
import dev.stanchion.engine.registration.NameLimit;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ChannelRights;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.subscription.Subscription;
import dev.stanchion.engine.subscription.Terms;
import dev.stanchion.protocol.ChannelName;
import dev.stanchion.protocol.Refusal;
import dev.stanchion.protocol.StartPosition;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes subscribe requests on one shard. It checks them in the order of {@code spec/streaming.md}
 * 5.1 and finds out whether they begin a new subscription or resume an existing one.
 */
@ShardOwned
public final class SubscribeHandler {
    private final ShardExecutor shard;
    private final ClientDirectory clients;
    private final ChannelTable channels;
    private final Answers answers;
    private final boolean replaceDurable;

    public SubscribeHandler(
            ShardExecutor shard,
            ClientDirectory clients,
            ChannelTable channels,
            Answers answers,
            boolean replaceDurable) {
        this.shard = shard;
        this.clients = clients;
        this.channels = channels;
        this.answers = answers;
        this.replaceDurable = replaceDurable;
    }

    /** Grants a request or answers why not. */
    public void subscribe(
            SubscriptionRequest request, Caller caller, ChannelRights rights, String reply) {
        assert shard.isCurrent();
        String refusal = check(request);
        Client client = clients.find(caller);
        if (refusal != null || client == null) {
            refuse(reply, refusal != null ? refusal : Refusal.UNKNOWN_CLIENT_ID.text());
            return;
        }
        channels.whenOpen(
                request.channel().getBytes(StandardCharsets.UTF_8),
                new ChannelTable.Awaiting() {
                    private Novelty novelty = Novelty.NONE;

                    @Override
                    public @Nullable Predicate<String> mayBeTold() {
                        return request.asksIfNew() ? rights::maySubscribe : null;
                    }

                    @Override
                    public void created(String nearChannel) {
                        if (request.asksIfNew()) {
                            novelty = new Novelty(true, nearChannel);
                        }
                    }

                    @Override
                    public void opened(Channel channel) {
                        if (channel.messages().lastSequence() > 0) {
                            novelty = Novelty.NONE; // the store had it, from somebody else
                        }
                        if (!caller.mayRepeat() || !isGranted(channel, client, request, reply)) {
                            subscribe(channel, client, rights, request, novelty, reply);
                        }
                    }

                    @Override
                    public void refused(String why) {
                        refuse(reply, why);
                    }
                });
    }

    private static @Nullable String check(SubscriptionRequest request) {
        if (request.clientId().isEmpty()) {
            return Refusal.CLIENT_ID_MISSING.text();
        }
        if (request.ackWaitSeconds() <= 0) {
            return Refusal.INVALID_ACK_WAIT.text();
        }
        if (request.maxInFlight() <= 0) {
            return Refusal.INVALID_MAX_IN_FLIGHT.text();
        }
        if (StartPosition.of(request.startPosition()).isEmpty()) {
            return Refusal.INVALID_START_POSITION.text();
        }
        return ChannelName.isValid(request.channel())
                ? tooLong(request)
                : Refusal.INVALID_CHANNEL.text();
    }

    private static @Nullable String tooLong(SubscriptionRequest request) {
        String tooLong = NameLimit.refusal("inbox", request.inbox());
        if (tooLong == null) {
            tooLong = NameLimit.refusal("durable name", request.durableName());
        }
        return tooLong != null ? tooLong : NameLimit.refusal("queue group", request.queueGroup());
    }

    /** Answers a request again whose answer may be lost. Its inbox is no other subscription's. */
    private boolean isGranted(
            Channel channel, Client client, SubscriptionRequest request, String reply) {
        Subscription known = channel.interest().findByInbox(request.inbox());
        if (known == null || !known.terms().clientId().equals(client.id())) {
            return false;
        }
        answers.send(reply, new SubscriptionResponse(known.terms().ackInbox(), "")::encodeTo);
        return true;
    }

    private void subscribe(
            Channel channel,
            Client client,
            ChannelRights rights,
            SubscriptionRequest request,
            Novelty novelty,
            String reply) {
        channel.inactivity().stop();
        Terms terms = termsOf(channel, client, rights, request);
        Opening opening = new Opening(channel, client, request, terms, novelty, reply, answers);
        String refusal =
                client.isRegistered() ? open(opening, rights) : Refusal.UNKNOWN_CLIENT_ID.text();
        if (refusal != null) {
            if (!channel.interest().isActive()) {
                channel.inactivity().begin();
            }
            refuse(reply, refusal);
        }
    }

    private static Terms termsOf(
            Channel channel, Client client, ChannelRights rights, SubscriptionRequest request) {
        String groupName = groupName(request);
        QueueGroup group = channel.interest().group(groupName);
        return new Terms(
                client.id(),
                groupName,
                request.inbox(),
                channel.delivery().newAckInbox(rights),
                request.maxInFlight(),
                request.ackWaitSeconds(),
                groupName.isEmpty() ? request.durableName() : "",
                group == null ? !request.durableName().isEmpty() : group.isDurable(),
                groupName.isEmpty() ? userOf(channel, client, rights, request) : "");
    }

    /** A durable belongs to the user who made it, even if another user may resume it. */
    private static String userOf(
            Channel channel, Client client, ChannelRights rights, SubscriptionRequest request) {
        if (request.durableName().isEmpty()) {
            return "";
        }
        Subscription known = channel.interest().durable(client.id(), request.durableName());
        String owner = known == null ? "" : known.terms().user();
        return owner.isEmpty() ? rights.user() : owner;
    }

    private static String groupName(SubscriptionRequest request) {
        boolean isDurableGroup =
                !request.queueGroup().isEmpty() && !request.durableName().isEmpty();
        return isDurableGroup
                ? request.durableName() + ":" + request.queueGroup()
                : request.queueGroup();
    }

    private @Nullable String open(Opening opening, ChannelRights rights) {
        SubscriptionRequest request = opening.request();
        if (!request.queueGroup().isEmpty()) {
            return request.durableName().contains(":")
                    ? Refusal.INVALID_DURABLE_NAME.text()
                    : openMember(opening);
        }
        return request.durableName().isEmpty() ? openNew(opening) : openDurable(opening, rights);
    }

    private static @Nullable String openNew(Opening opening) {
        String refusal = opening.channel().interest().refusalOf(opening.terms());
        if (refusal == null) {
            opening.beginPlain();
        }
        return refusal;
    }

    private @Nullable String openDurable(Opening opening, ChannelRights rights) {
        Terms terms = opening.terms();
        Channel channel = opening.channel();
        Subscription durable = channel.interest().durable(terms.clientId(), terms.durableName());
        if (durable == null) {
            return openNew(opening);
        }
        if (rights.areLimited() && !terms.user().equals(rights.user())) {
            return NotAllowed.toResume(terms.durableName(), rights);
        }
        if (durable.isActive()) {
            if (!replaceDurable) {
                return Refusal.DUPLICATE_DURABLE.text();
            }
            channel.interest().tenancyOf(durable).vacate(Tenancy.Ending.CLOSED);
        }
        if (durable.isClosed()) {
            return openNew(opening); // it had no position yet that could be kept
        }
        opening.resume(durable);
        return null;
    }

    private static @Nullable String openMember(Opening opening) {
        Interest interest = opening.channel().interest();
        QueueGroup group = interest.group(opening.terms().queueGroup());
        Subscription kept = group == null ? null : group.kept();
        if (kept != null) {
            opening.resume(kept);
            return null;
        }
        String refusal = interest.refusalOf(opening.terms());
        if (refusal != null) {
            return refusal;
        }
        if (group == null) {
            opening.beginGroup();
        } else {
            opening.beginMember(group);
        }
        return null;
    }

    private void refuse(String reply, String why) {
        answers.send(reply, new SubscriptionResponse("", why)::encodeTo);
    }
}
