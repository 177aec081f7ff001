package dev.stanchion.engine.channel;

import dev.stanchion.engine.answer.Answers;
import dev.stanchion.engine.client.Caller;
import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.client.ClientDirectory;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.subscription.Subscription;
import dev.stanchion.protocol.Refusal;
import dev.stanchion.protocol.SubscriptionResponse;
import dev.stanchion.protocol.UnsubscribeRequest;
import java.nio.charset.StandardCharsets;

/** Takes requests to end a subscription, for good or until later ({@code streaming.md} 9). */
@ShardOwned
public final class UnsubscribeHandler {
    private final ClientDirectory clients;
    private final ChannelTable channels;
    private final Answers answers;

    public UnsubscribeHandler(ClientDirectory clients, ChannelTable channels, Answers answers) {
        this.clients = clients;
        this.channels = channels;
        this.answers = answers;
    }

    /** Forgets the subscription, even if it is durable. */
    public void unsubscribe(UnsubscribeRequest request, Caller caller, String reply) {
        end(request, caller, Tenancy.Ending.UNSUBSCRIBED, reply);
    }

    /** Ends the client's use of the subscription; a durable stays. */
    public void close(UnsubscribeRequest request, Caller caller, String reply) {
        end(request, caller, Tenancy.Ending.CLOSED, reply);
    }

    private void end(
            UnsubscribeRequest request, Caller caller, Tenancy.Ending ending, String reply) {
        byte[] name = request.channel().getBytes(StandardCharsets.UTF_8);
        if (!channels.exists(name)) {
            refuseUnlessRepeated(caller, reply, Refusal.UNKNOWN_CHANNEL);
            return;
        }
        channels.whenOpen(
                name,
                new ChannelTable.Awaiting() {
                    @Override
                    public void opened(Channel channel) {
                        end(channel, request, caller, ending, reply);
                    }

                    @Override
                    public void refused(String why) {
                        refuse(reply, refusalWithout(name).text());
                    }
                });
    }

    /** A channel that is being deleted is there until it is gone, but nobody is subscribed. */
    private Refusal refusalWithout(byte[] name) {
        return channels.exists(name) ? Refusal.INVALID_SUBSCRIPTION : Refusal.UNKNOWN_CHANNEL;
    }

    private void end(
            Channel channel,
            UnsubscribeRequest request,
            Caller caller,
            Tenancy.Ending ending,
            String reply) {
        Subscription subscription = channel.interest().findByInbox(request.inbox());
        if (subscription == null) {
            refuseUnlessRepeated(caller, reply, Refusal.INVALID_SUBSCRIPTION);
            return;
        }
        Client client = clients.find(caller);
        if (client == null || !subscription.terms().clientId().equals(client.id())) {
            refuseUnlessRepeated(caller, reply, Refusal.UNKNOWN_CLIENT_ID);
            return;
        }
        channel.interest().tenancyOf(subscription).end(ending, answerTo(reply));
    }

    /** What a request ends that may have been granted before is gone already. */
    private void refuseUnlessRepeated(Caller caller, String reply, Refusal why) {
        refuse(reply, caller.mayRepeat() ? "" : why.text());
    }

    private Outcome<Outcome.Done> answerTo(String reply) {
        return Outcome.of(
                done -> refuse(reply, ""), why -> refuse(reply, String.valueOf(why.getMessage())));
    }

    /** An empty text means that there is nothing to object to. */
    private void refuse(String reply, String why) {
        answers.send(reply, new SubscriptionResponse("", why)::encodeTo);
    }
}
