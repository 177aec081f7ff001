package dev.stanchion.store.jetstream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.stanchion.kit.store.StoreFixture;
import dev.stanchion.store.jetstream.api.ApiFailure;
import dev.stanchion.store.jetstream.api.ApiOutcome;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.channel.ShardServices;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Somebody beside the store who uses its streams, over a link of its own. */
final class Operator implements AutoCloseable {
    private final StoreFixture fixture;
    private final HoppingLink link;
    private final ShardServices services;

    Operator(TestCluster cluster, StoreFixture fixture) {
        this.fixture = fixture;
        this.link = cluster.link(fixture.shard());
        this.services = ShardServices.of(link, "operator" + System.nanoTime(), Optional.empty());
    }

    /** Asks, and waits for the answer. A refusal fails the test. */
    <T> T ask(BiConsumer<JetStreamApi, ApiOutcome<T>> question) {
        List<T> answers = new ArrayList<>();
        question.accept(
                services.api(),
                new ApiOutcome<>() {
                    @Override
                    public void succeeded(T answer) {
                        answers.add(answer);
                    }

                    @Override
                    public void failed(ApiFailure why) {
                        throw new AssertionError(why);
                    }
                });
        for (int i = 0; i < 100 && answers.isEmpty(); i++) {
            link.awaitArrival(100);
            fixture.shard().runReady();
        }
        return answers.getFirst();
    }

    /** Publishes without waiting. */
    void publish(String subject, String data) {
        ByteBuf payload = Unpooled.wrappedBuffer(data.getBytes(US_ASCII));
        link.publish(subject.getBytes(US_ASCII), new byte[0], 0, payload, 0, 0, data.length());
        link.flush();
    }

    @Override
    public void close() {
        link.kill();
    }
}
