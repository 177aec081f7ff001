package dev.stanchion.engine.testbed;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelStore;
import dev.stanchion.engine.spi.ClientLog;
import dev.stanchion.engine.spi.ClientRecord;
import dev.stanchion.engine.spi.LogListener;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.ServerRecord;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import dev.stanchion.engine.spi.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A store that does what a test tells it: it answers inline or later, holds durability and answers
 * back, fails, lets another writer in, and shows and damages what it keeps. What it keeps outlives
 * the engines that use it.
 *
 * <p>It is not a reference of how stores behave; that is the kit's {@code NaiveStore}, which passes
 * the contract's suites and never answers inline.
 */
public final class ScriptedStore implements Store {
    private final Map<String, ScriptedChannel> channels = new TreeMap<>();
    private final Map<String, ClientRecord> clients = new LinkedHashMap<>();
    private final List<Runnable> heldBack = new ArrayList<>();
    private final List<String> presence = new ArrayList<>();
    private @Nullable ServerRecord server;
    private boolean mayLackDeliveries;
    private boolean followsPresence;
    private @Nullable String failingOperation;
    private boolean isFenced;
    private boolean holdsBack;
    private @Nullable String heldBackChannel;
    private @Nullable String heldBackOperation;
    private boolean answersLater;

    /** Nothing becomes durable until {@link #letGo}. */
    public void holdBack() {
        holdsBack = true;
    }

    /** Answers of this operation wait until {@link #letGo}. */
    public void holdBackAnswers(String operation) {
        heldBackOperation = operation;
    }

    /** Nothing of one channel becomes durable until {@link #letGo}. */
    public void holdBack(String channel) {
        heldBackChannel = channel;
    }

    /** What was held back happens now. */
    public void letGo() {
        holdsBack = false;
        heldBackChannel = null;
        heldBackOperation = null;
        List<Runnable> all = List.copyOf(heldBack);
        heldBack.clear();
        all.forEach(Runnable::run);
    }

    /** Everything that may be answered later is. */
    public void answerLater() {
        answersLater = true;
    }

    /** Makes operations fail from now on: {@code append}, {@code openChannel} … */
    public void fail(String operation) {
        failingOperation = operation;
    }

    /** Everything works again. */
    public void recoverFromFailure() {
        failingOperation = null;
        isFenced = false;
    }

    public ScriptedChannel channel(String name) {
        ScriptedChannel channel = channels.get(name);
        if (channel == null) {
            throw new AssertionError("no channel " + name + " in " + channels.keySet());
        }
        return channel;
    }

    /** Has messages of a channel that no engine has used yet, from somebody else. */
    public void adopt(String name, long lastSequence) {
        ScriptedChannel adopted = new ScriptedChannel(this);
        adopted.beginBehind(lastSequence);
        channels.put(name, adopted);
    }

    public boolean hasChannel(String name) {
        return channels.containsKey(name);
    }

    public boolean hasClient(String clientId) {
        return clients.containsKey(clientId);
    }

    /** What a crash at the wrong moment may leave: subscriptions of a client that is not there. */
    public void loseClient(String clientId) {
        clients.remove(clientId);
    }

    /** Whoever recovers from now on is told that deliveries may be missing. */
    public void mayLackDeliveries() {
        mayLackDeliveries = true;
    }

    /** Whoever recovers from now on is told that every delivery is recorded. */
    public void lacksNoDeliveries() {
        mayLackDeliveries = false;
    }

    /** Its log of clients wants to know who is there. */
    public void followPresence() {
        followsPresence = true;
    }

    /** Returns what its log of clients was told about who is there. */
    public List<String> presence() {
        return List.copyOf(presence);
    }

    public void putServer(ServerRecord record) {
        server = record;
    }

    /** Belongs to another server from now on: every operation fails. */
    public void fence() {
        isFenced = true;
    }

    @Nullable StoreException failure(String operation, String place) {
        if (isFenced) {
            return new StoreException(
                    StoreException.Kind.FENCED, operation, place, "another server has it");
        }
        return operation.equals(failingOperation)
                ? new StoreException(StoreException.Kind.IO, operation, place, "it was told to")
                : null;
    }

    /** Runs it when durability may be reported. */
    void whenDurable(String channel, ShardExecutor owner, Runnable report) {
        if (holdsBack || channel.equals(heldBackChannel)) {
            heldBack.add(() -> owner.execute(report));
        } else {
            answer(owner, report);
        }
    }

    /** Runs it when answers of the operation may be given. */
    void answer(String operation, ShardExecutor owner, Runnable answer) {
        if (operation.equals(heldBackOperation)) {
            heldBack.add(() -> owner.execute(answer));
        } else {
            answer(owner, answer);
        }
    }

    /** Runs it now or later. */
    void answer(ShardExecutor owner, Runnable answer) {
        if (answersLater) {
            owner.execute(answer);
        } else {
            answer.run();
        }
    }

    <T> void answer(
            ShardExecutor owner, String operation, String place, T result, Outcome<T> outcome) {
        StoreException failure = failure(operation, place);
        Runnable answer =
                () -> {
                    if (failure == null) {
                        outcome.succeeded(result);
                    } else {
                        outcome.failed(failure);
                    }
                };
        answer(operation, owner, answer);
    }

    @Override
    public String type() {
        return "SCRIPTED";
    }

    @Override
    public RecoveredState recover() {
        List<RecoveredState.Channel> recovered = new ArrayList<>();
        channels.forEach(
                (name, channel) -> recovered.add(channel.recovered(name, mayLackDeliveries)));
        return new RecoveredState(
                Optional.ofNullable(server), List.copyOf(clients.values()), recovered);
    }

    @Override
    public void initialize(ServerRecord record) {
        server = record;
    }

    @Override
    public ClientLog clients() {
        return new ClientLog() {
            @Override
            public boolean followsPresence() {
                return followsPresence;
            }

            @Override
            public void present(String clientId, boolean isPresent) {
                presence.add(clientId + (isPresent ? " is there" : " is not there"));
            }

            @Override
            public void put(
                    ClientRecord client, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
                if (failure("putClient", client.clientId()) == null) {
                    clients.put(client.clientId(), client);
                }
                answer(owner, "putClient", client.clientId(), Outcome.Done.DONE, outcome);
            }

            @Override
            public void delete(
                    String clientId, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
                if (failure("deleteClient", clientId) == null) {
                    clients.remove(clientId);
                }
                answer(owner, "deleteClient", clientId, Outcome.Done.DONE, outcome);
            }
        };
    }

    @Override
    public void openChannel(
            String name,
            ChannelLimits limits,
            ShardExecutor owner,
            LogListener listener,
            Outcome<ChannelStore> outcome) {
        ScriptedChannel channel =
                failure("openChannel", name) == null
                        ? channels.computeIfAbsent(name, ignored -> new ScriptedChannel(this))
                        : new ScriptedChannel(this);
        ChannelStore opened = channel.open(name, limits, owner, listener);
        answer(owner, "openChannel", name, opened, outcome);
    }

    @Override
    public void deleteChannel(String name, ShardExecutor owner, Outcome<Outcome.Done> outcome) {
        if (failure("deleteChannel", name) == null) {
            channels.remove(name);
        }
        answer(owner, "deleteChannel", name, Outcome.Done.DONE, outcome);
    }

    @Override
    public void close() {}
}
