package dev.stanchion.engine.admin;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.channel.ChannelTable;
import dev.stanchion.engine.channel.OpenParked;
import dev.stanchion.engine.publish.PublishHandler;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.ReadLoop;
import dev.stanchion.protocol.ParkedNote;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The channel from which parked messages come, on its own shard. */
final class OriginOnShard implements Origin {
    private final String name;
    private final ChannelTable channels;
    private final PublishHandler publishing;
    private final Entropy entropy;

    OriginOnShard(String name, ChannelTable channels, PublishHandler publishing, Entropy entropy) {
        this.name = name;
        this.channels = channels;
        this.publishing = publishing;
        this.entropy = entropy;
    }

    @Override
    public void look(List<ParkedNote> notes, Consumer<List<Fate>> answer) {
        Channel channel = channels.find(name);
        if (channel == null) {
            answer.accept(notes.stream().map(note -> Fate.NO_MESSAGE).toList());
        } else {
            new Look(channel, notes, answer).begin();
        }
    }

    /**
     * Returns the positions that a note may mean. Earlier servers did not write which subscription
     * of a client it was.
     */
    private static List<Dispatcher> fitting(Channel channel, String key) {
        List<Dispatcher> earlier = new ArrayList<>();
        for (Dispatcher position : channel.interest().positions()) {
            if (position.key().equals(key)) {
                return List.of(position);
            }
            if (position.name().key().equals(key)) {
                earlier.add(position);
            }
        }
        return earlier;
    }

    private static @Nullable Dispatcher position(Channel channel, String key) {
        List<Dispatcher> fitting = fitting(channel, key);
        return fitting.size() == 1 ? fitting.getFirst() : null;
    }

    private static Fate fateOfPosition(Channel channel, ParkedNote note) {
        return switch (fitting(channel, note.position()).size()) {
            case 0 -> Fate.NO_POSITION;
            case 1 -> Fate.READY;
            default -> Fate.SEVERAL_POSITIONS;
        };
    }

    @Override
    public void redrive(List<ParkedNote> notes, Set<OpenParked.Chain> held, Reply<Long> done) {
        Channel channel = channels.find(name);
        if (notes.isEmpty() || channel == null) {
            done.succeeded(0L); // without the channel there is nothing to redrive
            return;
        }
        Map<OpenParked.Chain, List<Long>> chains = new LinkedHashMap<>();
        for (ParkedNote note : notes) {
            Fate fate = fateOfPosition(channel, note);
            if (fate != Fate.READY) {
                done.failed(fate.refusal(note, name));
                return;
            }
            long head = note.behind() == 0 ? note.sequence() : note.behind();
            chains.computeIfAbsent(
                            new OpenParked.Chain(note.position(), head), chain -> new ArrayList<>())
                    .add(note.sequence());
        }
        chains.forEach((chain, sequences) -> {
            Dispatcher position = position(channel, chain.position());
            if (position != null) {
                sequences.sort(Comparator.naturalOrder());
                position.redriveInOrder(sequences, chain.head(), !held.contains(chain));
            }
        });
        channel.flush(Failures.whenDurable(done));
    }

    @Override
    public void release(Set<OpenParked.Chain> freed, Reply<Long> done) {
        Channel channel = channels.find(name);
        if (freed.isEmpty() || channel == null) {
            done.succeeded(0L);
            return;
        }
        for (OpenParked.Chain each : freed) {
            Dispatcher position = position(channel, each.position());
            if (position != null) {
                position.releaseKey(each.head());
            }
        }
        channel.flush(Failures.whenDurable(done));
    }

    @Override
    public void republish(List<ParkedMessage> messages, Reply<Long> done) {
        republish(messages, 0, done);
    }

    /** One after the other, so that they keep their order. */
    private void republish(List<ParkedMessage> messages, int at, Reply<Long> done) {
        if (at == messages.size()) {
            done.succeeded(0L);
            return;
        }
        ParkedMessage each = messages.get(at);
        Operation.Publish publish = new Operation.Publish(name, each.data(), each.reply());
        new Publication(publish, channels, publishing, entropy)
                .prepared("redrive")
                .carryOut(
                        "", Reply.of(published -> republish(messages, at + 1, done), done::failed));
    }

    /** Reads the messages to see that they are the same. */
    @ShardOwned
    private static final class Look extends ReadLoop {
        private final Channel channel;
        private final List<ParkedNote> notes;
        private final Consumer<List<Fate>> answer;
        private final List<Fate> fates = new ArrayList<>();
        private boolean isThere;
        private boolean isAnswered;

        Look(Channel channel, List<ParkedNote> notes, Consumer<List<Fate>> answer) {
            this.channel = channel;
            this.notes = notes;
            this.answer = answer;
        }

        void begin() {
            proceed();
        }

        @Override
        protected boolean hasNext() {
            if (fates.size() < notes.size()) {
                return true;
            }
            if (!isAnswered) {
                isAnswered = true;
                answer.accept(fates);
            }
            return false;
        }

        private ParkedNote note() {
            return notes.get(fates.size());
        }

        @Override
        protected void read() {
            isThere = false;
            channel.messages().read(note().sequence(), 1, this);
        }

        @Override
        public boolean onMessage(
                long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
            isThere =
                    sequence == note().sequence()
                            && timestampEpochNanos == note().storedAtEpochNanos();
            return false;
        }

        @Override
        public void onEnd(long nextSequence) {
            Fate ofPosition = fateOfPosition(channel, note());
            fates.add(ofPosition == Fate.READY && !isThere ? Fate.NO_MESSAGE : ofPosition);
            ended();
        }

        @Override
        public void onUnreadable(long sequence, StoreException why) {
            fates.add(Fate.NO_MESSAGE);
            ended();
        }
    }
}
