package dev.stanchion.engine.admin;

import dev.stanchion.engine.channel.OpenParked;
import dev.stanchion.engine.shard.Shards;
import dev.stanchion.protocol.ParkedNote;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks the shard of the channel from which parked messages come, and answers on the shard that
 * asks.
 */
final class OriginElsewhere implements Origin {
    private final Shards shards;
    private final int asker;
    private final int owner;
    private final Supplier<Origin> origin;

    /**
     * @param origin used on the owner only
     */
    OriginElsewhere(Shards shards, int asker, int owner, Supplier<Origin> origin) {
        this.shards = shards;
        this.asker = asker;
        this.owner = owner;
        this.origin = origin;
    }

    @Override
    public void look(List<ParkedNote> notes, Consumer<List<Fate>> answer) {
        shards.run(
                owner,
                () ->
                        origin.get()
                                .look(
                                        notes,
                                        fates ->
                                                shards.run(
                                                        asker,
                                                        () -> answer.accept(List.copyOf(fates)))));
    }

    @Override
    public void redrive(List<ParkedNote> notes, Set<OpenParked.Chain> held, Reply<Long> done) {
        shards.run(owner, () -> origin.get().redrive(notes, held, back(done)));
    }

    @Override
    public void release(Set<OpenParked.Chain> freed, Reply<Long> done) {
        shards.run(owner, () -> origin.get().release(freed, back(done)));
    }

    @Override
    public void republish(List<ParkedMessage> messages, Reply<Long> done) {
        shards.run(owner, () -> origin.get().republish(messages, back(done)));
    }

    private Reply<Long> back(Reply<Long> done) {
        return Reply.of(
                result -> shards.run(asker, () -> done.succeeded(result)),
                why -> shards.run(asker, () -> done.failed(why)));
    }
}
