package dev.stanchion.engine.client;

import dev.stanchion.engine.answer.Answers;
import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.protocol.Ping;
import dev.stanchion.protocol.PingResponse;
import dev.stanchion.protocol.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers pings on whatever shard they arrive: each knows all clients ({@code streaming.md} 3.2).
 */
@ShardOwned
public final class PingHandler {
    private final Shards shards;
    private final ClientDirectory clients;
    private final ClientRegistry registry;
    private final Answers answers;

    /**
     * @param registry belongs to another shard, and is used there only
     */
    public PingHandler(
            Shards shards, ClientDirectory clients, ClientRegistry registry, Answers answers) {
        this.shards = shards;
        this.clients = clients;
        this.registry = registry;
        this.answers = answers;
    }

    /**
     * Answers a ping. A message that is no ping gets no answer.
     *
     * @param token the token in the subject on which it came; empty for the shared one
     */
    public void onPing(BusMessage message, String token) {
        if (message.payloadLength() == 0) {
            return;
        }
        Optional<Ping> ping =
                Ping.decode(message.buffer(), message.payloadIndex(), message.payloadLength());
        if (ping.isPresent()) {
            answer(clients.pinging(token, ping.get().connId()), Subjects.replyOf(message));
        }
    }

    private void answer(@Nullable Client client, String reply) {
        if (client == null) {
            answers.send(reply, new PingResponse(Refusal.CLIENT_REPLACED.text())::encodeTo);
            return;
        }
        answers.send(reply, new PingResponse("")::encodeTo);
        if (client.isFailing()) {
            Session session = client.session();
            shards.run(Shards.REGISTRY, () -> registry.pinged(session));
        }
    }
}
